import type { AppLoadContext } from "@remix-run/node";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import { sendDueAccountMails } from "#app/notifications/account-relay.server.ts";
import { type Relay, sendDueMails } from "#app/notifications/relay.server.ts";
import type { MailMessage } from "#app/platform/mail.ts";
import { testSigner } from "./ctx.ts";
import { TEST_ORIGIN } from "./remix.ts";

/** Processes the entire outbox and sends the mails that are due, up to a batch of each kind; returns the number of mails. */
export async function relayDue(relay: Relay): Promise<number> {
  while ((await emptyOutbox(relay.db)) > 0);
  return (await sendDueMails(relay)) + (await sendDueAccountMails(relay));
}

/** Processes all due mails as the app of this context does, and returns them instead of delivering them. */
export async function takeDueMails({ db, mail, log }: AppLoadContext): Promise<MailMessage[]> {
  const sent: MailMessage[] = [];
  const kept = { ...mail, send: async (each: MailMessage) => void sent.push(each) };
  const sender = "b@reservo.test";
  while ((await relayDue({ db, mail: kept, origin: TEST_ORIGIN, signer: testSigner, sender, log })) > 0);
  return sent;
}

/** Returns the first of the due mails; throws if there is none. */
export async function takeNextMail(context: AppLoadContext): Promise<MailMessage> {
  const [first] = await takeDueMails(context);
  if (!first) throw new Error("no mail is due");
  return first;
}
