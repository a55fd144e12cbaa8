import {
  type DueAccountMail,
  scheduleAccountMailRetry,
  settleAccountMail,
  takeDueAccountMails,
  wakeAccountMails,
} from "#app/mail/account-mails.server.ts";
import type { SendFailure } from "#app/mail/mail-queue.server.ts";
import type { MailMessage } from "#app/platform/mail.ts";
import { NO_ORGANIZATION } from "#db/schema/index.ts";
import { accountMailWords } from "./account-mail.tsx";
import type { Relay } from "./relay.server.ts";
import { sendFailureOf } from "./send-failure.ts";

/**
 * Sends due mails about accounts, at least once. Returns the number of leased mails, or 0 if the mail server is unreachable.
 */
export async function sendDueAccountMails(relay: Relay): Promise<number> {
  const { db, signer } = relay;
  const taken = await takeDueAccountMails(db, signer);
  const untried = [...taken];
  for (let due = untried.shift(); due; due = untried.shift()) {
    const failure = await trySending(relay, due);
    if (!failure) continue;
    await recordFailure(relay, due, failure);
    if (!failure.unreachable) continue;
    // The other mails would run into the same timeout.
    for (const other of untried) await scheduleAccountMailRetry(db, other, failure);
    return 0;
  }
  if (taken.length > 0) await wakeAccountMails(db);
  return taken.length;
}

async function trySending(relay: Relay, { id, mail }: DueAccountMail): Promise<SendFailure | undefined> {
  if (!mail) return { reason: "the deployment's secret has changed", unreachable: false, isFinal: true };
  try {
    await relay.mail.send(messageOf(relay, id, mail));
  } catch (error) {
    return sendFailureOf(error);
  }
  await settleAccountMail(relay.db, id);
  return undefined;
}

function messageOf({ origin }: Relay, id: string, mail: NonNullable<DueAccountMail["mail"]>): MailMessage {
  // An organisation's stored mails are read by its administrators, who must not see the links of other users' accounts.
  const organizationId = mail.kind === "invitation" ? mail.organizationId : NO_ORGANIZATION;
  return { id, organizationId, to: mail.to, ...accountMailWords(mail, origin) };
}

async function recordFailure(relay: Relay, due: DueAccountMail, failure: SendFailure): Promise<void> {
  const next = await scheduleAccountMailRetry(relay.db, due, failure);
  const about = { mail: due.id, attempts: due.attempts, reason: failure.reason };
  if (next === "given up") {
    relay.gaveUp?.();
    relay.log.error(about, "a mail failed permanently; giving up");
  } else relay.log.warn({ ...about, seconds: next }, "a mail failed and will be retried");
}
