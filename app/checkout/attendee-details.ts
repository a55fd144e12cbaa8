import type { RefusalCode } from "#app/booking/refusals.ts";
import type { Attachment } from "#app/booking/request.ts";
import type { Event } from "#app/events/event.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { sign, toHex } from "#app/platform/secrets.ts";
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

/** Whose limit counts, where the event limits persons: the same address in any spelling, which nobody can read back. */
export async function personOf(secret: string, event: Event, email: string): Promise<string | undefined> {
  if (event.maxPerPerson === null) return undefined;
  return toHex(sign(secret, "person", email.toLowerCase()));
}

/** The key under which a form is carried out once: its token and what it says. */
export async function formKeyOf(secret: string, formToken: string, body: object): Promise<string> {
  return toHex(sign(secret, "form-key", formToken, JSON.stringify(body)));
}
