import { personOf } from "#app/booking/persons.server.ts";
import type { RefusalCode } from "#app/booking/refusals.ts";
import type { Attachment } from "#app/booking/request.ts";
import type { Event } from "#app/events/event.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { toHex } from "#app/platform/secrets.ts";
import type { Answer } from "#app/questions/answer.ts";

// What booking at once and confirming a hold have in common.

/** Who a booking is for, and what they answered. */
export interface Details {
  name: string;
  email: string;
  /** The language of the booking's mails. */
  locale: string;
  /** The names of who comes along, in order; empty where one was not given. */
  guests?: string[];
  answers?: Answer[];
}

/** `token` opens the booking; only its hash is kept. `replayed` says that the same form had booked it before. */
export type Booked = CommandResult<
  RefusalCode,
  { bookingId: string; reference: string; token: string; replayed: boolean },
  { remaining: number }
>;

/** What the engine keeps with the booking. A guest who was not named keeps their place in the order, without a name. */
export function attachmentOf({ name, email, locale, guests = [], answers }: Details): Attachment {
  const named = guests.slice(0, guests.findLastIndex((each) => each !== "") + 1);
  return {
    person: { name, email, locale },
    guests: named.map((each) => ({ name: each, locale })),
    answers,
  };
}

/** Returns who is counted for the event's limit per person; undefined where it has none, since counting costs the engine a query. */
export function limitedPersonOf({ signer }: Ctx, event: Event, email: string): string | undefined {
  return event.maxPerPerson === null ? undefined : personOf(signer, email);
}

/** The key under which a form is carried out once: its token and what it says. */
export function formKeyOf({ signer }: Ctx, formToken: string, body: object): string {
  return toHex(signer.sign("form-key", formToken, JSON.stringify(body)));
}
