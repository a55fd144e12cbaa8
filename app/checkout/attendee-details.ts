import { personOf } from "#app/booking/persons.server.ts";
import type { RefusalCode } from "#app/booking/refusals.ts";
import type { Attachment } from "#app/booking/request.ts";
import type { Event } from "#app/events/event.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { toHex } from "#app/platform/secrets.ts";
import type { Answer } from "#app/questions/answer.ts";

// Shared by booking without a hold and confirming one.

/** The person a booking is for, their guests, and the answers to the event's questions. */
export interface Details {
  name: string;
  email: string;
  /** The language of the booking's mails. */
  locale: string;
  /** The guests' names in order; an empty string for a guest without a name. */
  guests?: string[];
  answers?: Answer[];
}

/** `token` opens the booking; only its hash is stored. `replayed` is true if an earlier submit of the form made the booking. */
export type Booked = CommandResult<
  RefusalCode,
  { bookingId: string; reference: string; token: string; replayed: boolean },
  { remaining: number }
>;

/** Returns the data that the engine stores with the booking. An unnamed guest keeps their position, without a name. */
export function attachmentOf({ name, email, locale, guests = [], answers }: Details): Attachment {
  const named = guests.slice(0, guests.findLastIndex((each) => each !== "") + 1);
  return {
    person: { name, email, locale },
    guests: named.map((each) => ({ name: each, locale })),
    answers,
  };
}

/** Returns the person counted against the event's limit per person; undefined without a limit, because counting costs a query. */
export function limitedPersonOf({ signer }: Ctx, event: Event, email: string): string | undefined {
  return event.maxPerPerson === null ? undefined : personOf(signer, email);
}

/** Returns the idempotency key of a form: a signature of its token and its body. */
export function formKeyOf({ signer }: Ctx, formToken: string, body: object): string {
  return toHex(signer.sign("form-key", formToken, JSON.stringify(body)));
}
