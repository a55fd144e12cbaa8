import { deleteLinkTokens } from "#app/booking/link-tokens.server.ts";
import {
  type DueMail,
  forget,
  handBack,
  putBack,
  type Setback,
  settleAsSent,
  takeDueMails,
  wakeWaiting,
} from "#app/mail/mail-queue.server.ts";
import { withoutAddresses } from "#app/platform/addresses.ts";
import type { CtxParts } from "#app/platform/ctx.ts";
import type { MailTransport } from "#app/platform/mail.ts";
import { databaseError, isTransient } from "#db/client.ts";
import { type ComposedMail, composeMail } from "./compose-mail.server.ts";

export interface Relay extends CtxParts {
  mail: MailTransport;
  /** Where attendees reach Reservo; links in mails begin with it. */
  origin: string;
  /** The address that mails come from. */
  sender: string;
  /** Told of each mail that is not tried any more. */
  gaveUp?(): void;
}

/**
 * Sends mails that are due: at least once, in order within a booking. The address is read when the mail is sent. Answers
 * how many mails it took.
 */
export async function sendDueMails(relay: Relay): Promise<number> {
  const { due, taken } = await takeDueMails(relay.db);
  let reached = false;
  for (const [index, mail] of due.entries()) {
    const setback = await trySending(relay, mail);
    if (setback?.unreachable) {
      // Every other one would wait for the same silence.
      await handBack(relay.db, due.slice(index + 1), setback.reason);
      return 0;
    }
    if (!setback && !reached) await wakeWaiting(relay.db);
    reached ||= !setback;
  }
  return taken;
}

async function trySending(relay: Relay, mail: DueMail): Promise<Setback | undefined> {
  const { db } = relay;
  let composed: ComposedMail | undefined;
  try {
    composed = await composeMail(relay, mail);
  } catch (error) {
    const isFinal = isCertainToFail(error, mail);
    return noteSetback(relay, mail, error, { reason: OUR_FAULT, unreachable: false, isFinal });
  }
  if (!composed) {
    await forget(db, mail);
    return undefined;
  }
  try {
    await relay.mail.send(composed.message);
  } catch (error) {
    await deleteLinkTokens(db, mail.organizationId, composed.linkHashes);
    return noteSetback(relay, mail, error, setbackOf(error));
  }
  await settleAsSent(db, mail);
  return undefined;
}

async function noteSetback(relay: Relay, mail: DueMail, error: unknown, setback: Setback): Promise<Setback> {
  const next = await putBack(relay.db, mail, setback);
  const about = { err: error, mail: mail.id, attempts: mail.attempts };
  if (next === "given up") {
    relay.gaveUp?.();
    relay.log.error(about, "a mail was given up");
  } else relay.log.warn({ ...about, seconds: next }, "a mail is tried again");
  return setback;
}

/** What organisers read of an error that only the log explains. */
const OUR_FAULT = "a fault on our side";
const MOST_TRIES_TO_COMPOSE = 5;

/**
 * Returns whether composing this mail would fail again. Only the database takes part in it: whatever else fails comes
 * from the data or from the program, and would keep the booking's later mails waiting for nothing.
 */
function isCertainToFail(error: unknown, { attempts }: DueMail): boolean {
  if (isTransient(error)) return false;
  return databaseError(error) === undefined || attempts >= MOST_TRIES_TO_COMPOSE;
}

const NOT_THERE = /^(ECONN\w*|ETIMEDOUT|ESOCKET|EDNS|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/** What a mail server says may quote the address, which stands with the person only. */
function setbackOf(error: unknown): Setback {
  const { code, responseCode } = (error ?? {}) as { code?: unknown; responseCode?: unknown };
  const isOurs = error instanceof Error && "query" in error;
  const words = isOurs || !(error instanceof Error) ? OUR_FAULT : error.message;
  return {
    reason: withoutAddresses(words).slice(0, 300),
    unreachable: responseCode === undefined && NOT_THERE.test(String(code)),
    isFinal: false,
  };
}
