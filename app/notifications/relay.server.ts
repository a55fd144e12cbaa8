import { deleteLinkTokens } from "#app/booking/link-tokens.server.ts";
import {
  type DueMail,
  deleteMail,
  releaseMails,
  type SendFailure,
  scheduleRetry,
  settleAsSent,
  takeDueMails,
  wakeWaiting,
} from "#app/mail/mail-queue.server.ts";
import type { CtxParts } from "#app/platform/ctx.ts";
import type { MailTransport } from "#app/platform/mail.ts";
import { databaseError, isTransient } from "#db/client.ts";
import { type ComposedMail, composeMail } from "./compose-mail.server.ts";
import { INTERNAL_ERROR, sendFailureOf } from "./send-failure.ts";

export interface Relay extends CtxParts {
  mail: MailTransport;
  /** The origin of links in mails. */
  origin: string;
  /** The sender address of mails. */
  sender: string;
  /** Called for each mail that is given up. */
  gaveUp?(): void;
}

/**
 * Sends due mails: at least once, in order within a booking. The recipient's address is read at the time of sending.
 * Returns the number of leased mails, or 0 if the mail server is unreachable.
 */
export async function sendDueMails(relay: Relay): Promise<number> {
  const { due, taken } = await takeDueMails(relay.db);
  let reached = false;
  for (const [index, mail] of due.entries()) {
    const failure = await trySending(relay, mail);
    if (failure?.unreachable) {
      // The other mails would run into the same timeout.
      await releaseMails(relay.db, due.slice(index + 1), failure.reason);
      return 0;
    }
    if (!failure && !reached) await wakeWaiting(relay.db);
    reached ||= !failure;
  }
  return taken;
}

async function trySending(relay: Relay, mail: DueMail): Promise<SendFailure | undefined> {
  const { db } = relay;
  let composed: ComposedMail | undefined;
  try {
    composed = await composeMail(relay, mail);
  } catch (error) {
    const isFinal = isCertainToFail(error, mail);
    return recordFailure(relay, mail, error, { reason: INTERNAL_ERROR, unreachable: false, isFinal });
  }
  if (!composed) {
    await deleteMail(db, mail);
    return undefined;
  }
  try {
    await relay.mail.send(composed.message);
  } catch (error) {
    await deleteLinkTokens(db, mail.organizationId, composed.linkHashes);
    return recordFailure(relay, mail, error, sendFailureOf(error));
  }
  await settleAsSent(db, mail);
  return undefined;
}

async function recordFailure(
  relay: Relay,
  mail: DueMail,
  error: unknown,
  failure: SendFailure,
): Promise<SendFailure> {
  const next = await scheduleRetry(relay.db, mail, failure);
  const about = { err: error, mail: mail.id, attempts: mail.attempts };
  if (next === "given up") {
    relay.gaveUp?.();
    relay.log.error(about, "a mail failed permanently; giving up");
  } else relay.log.warn({ ...about, seconds: next }, "a mail failed and will be retried");
  return failure;
}

const MAX_COMPOSE_ATTEMPTS = 5;

/**
 * Returns whether composing this mail would fail again. Composing depends only on the database, so any other error comes
 * from the data or a bug; retrying it would block the later mails of the booking for nothing.
 */
function isCertainToFail(error: unknown, { attempts }: DueMail): boolean {
  if (isTransient(error)) return false;
  return databaseError(error) === undefined || attempts >= MAX_COMPOSE_ATTEMPTS;
}
