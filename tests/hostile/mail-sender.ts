import { afterAll } from "vitest";
import { createMailTransport } from "#app/host/mail/mail.ts";
import { silentLog } from "#app/platform/log.ts";
import type { Db } from "#db/client.ts";
import { testSigner } from "#tests/support/ctx.ts";
import { relayDue } from "#tests/support/relay.ts";
import { TEST_ORIGIN } from "#tests/support/remix.ts";
import { type ReceivedMail, startSmtpReceiver } from "#tests/support/smtp.ts";

/** Sends the mails that are due, through a real SMTP server. */
export interface MailSender {
  /** Returns what arrives of that, oldest first. */
  send(): Promise<ReceivedMail[]>;
}

/** Starts the post of a database until the file's last test. */
export async function startMailSender(db: Db): Promise<MailSender> {
  const receiver = await startSmtpReceiver();
  const from = "Reservo <tests@reservo.example>";
  const mail = createMailTransport({ smtpUrl: receiver.url, from, dataDir: "", log: silentLog });
  afterAll(async () => {
    mail.close();
    await receiver.close();
  });
  const relay = {
    db,
    mail,
    origin: TEST_ORIGIN,
    log: silentLog,
    signer: testSigner,
    sender: "tests@reservo.example",
  };
  return {
    async send() {
      receiver.messages.length = 0;
      while ((await relayDue(relay)) > 0);
      return [...receiver.messages];
    },
  };
}
