import { createTransport } from "nodemailer";
import type { Log } from "#app/platform/log.ts";
import type { MailMessage, MailTransport } from "#app/platform/mail.ts";
import { createMailbox } from "./mailbox.ts";

export interface MailOptions {
  /** smtp:// or smtps://; without it mail is stored in the data folder. */
  smtpUrl?: string | undefined;
  /** The sender: an address, or `Name <address>`. */
  from: string;
  dataDir: string;
  log: Log;
}

export interface HostMailTransport extends MailTransport {
  /** Closes the connections to the mail server. */
  close(): void;
}

const oneAddress = /^[^\s<>@,;:"()]{1,64}@[^\s<>@,;:"()]{1,255}$/;

/** Throws when a message could inject a header or a second recipient. The error messages contain no address. */
function assertPlain(message: MailMessage, from: string): void {
  const { id, to, subject, replyTo } = message;
  for (const [field, text] of Object.entries({ id, to, subject, replyTo, from })) {
    if (text !== undefined && [..."\r\n\0"].some((character) => text.includes(character))) {
      throw new Error(`A mail cannot have a line break in its ${field}.`);
    }
  }
  if (!/^[\w.-]{1,100}$/.test(id))
    throw new Error("A mail id may contain only letters, digits, dots, hyphens and underscores.");
  if (!oneAddress.test(to)) throw new Error("A mail must have exactly one recipient.");
  if (replyTo !== undefined && !oneAddress.test(replyTo))
    throw new Error("A mail must have a single reply address.");
  for (const { cid, filename } of message.pictures ?? []) {
    if (![cid, filename].every((name) => /^[\w.-]{1,100}$/.test(name)))
      throw new Error("Names of pictures may contain only letters, digits, dots, hyphens and underscores.");
  }
}

/** Returns the calendar file and pictures of a mail, in nodemailer's format. */
function extras({ calendar, pictures = [] }: MailMessage) {
  return {
    ...(calendar && { icalEvent: { ...calendar, filename: "booking.ics" } }),
    attachments: pictures.map(({ cid, filename, base64 }) => ({
      cid,
      filename,
      content: Buffer.from(base64, "base64"),
      contentType: "image/png",
      contentDisposition: "inline" as const,
    })),
  };
}

function createSmtp(smtpUrl: string, options: MailOptions): HostMailTransport {
  const sender = /^(.*?)<([^<>]+)>$/.exec(options.from);
  const from = {
    name: sender?.[1]?.trim().replace(/^"|"$/g, "") ?? "",
    address: sender?.[2] ?? options.from,
  };
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    maxMessages: 100,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    dnsTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(message) {
      assertPlain(message, options.from);
      const { id, to, subject, text, html, replyTo } = message;
      await transport.sendMail({
        from,
        to: { name: "", address: to },
        envelope: { from: from.address, to: [to] },
        subject,
        text,
        html,
        ...extras(message),
        ...(replyTo && { replyTo }),
        // The same when a mail is sent again, so that clients show it once.
        messageId: `<${id}@${from.address.split("@")[1]}>`,
        headers: { "Auto-Submitted": "auto-generated" },
      });
      options.log.info({ mail: id }, "mail sent");
    },
    close: () => transport.close(),
  };
}

/**
 * Creates the mail transport: SMTP, or without a server a mailbox in the data folder. Each message has one recipient; `send`
 * throws on anything that could inject a header or a recipient, and when the mail server refuses.
 */
export function createMailTransport(options: MailOptions): HostMailTransport {
  if (options.smtpUrl) return createSmtp(options.smtpUrl, options);
  const mailbox = createMailbox(options.dataDir);
  return {
    async send(message) {
      assertPlain(message, options.from);
      await mailbox.keep(message);
      options.log.info({ mail: message.id }, "mail stored");
    },
    mailbox,
    close() {},
  };
}
