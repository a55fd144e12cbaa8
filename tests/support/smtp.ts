import { once } from "node:events";
import { SMTPServer } from "smtp-server";
import { type MailPart, readMessage } from "./mime.ts";

/** A message as the receiver parsed it. */
export interface ReceivedMail {
  /** The recipients of the envelope, who actually receive it. */
  to: string[];
  from: string;
  subject: string;
  text: string;
  html: string;
  /** Every http URL in it, each once, in order. */
  links: string[];
  attachments: MailPart[];
  headers: Record<string, string>;
}

export interface SmtpReceiver {
  /** Value for SMTP_URL. */
  url: string;
  /** The received messages, oldest first. */
  messages: ReceivedMail[];
  /**
   * Returns the first message, received or still to come, that the predicate accepts. Throws after `ms` (10 s), with a list of
   * what arrived.
   */
  waitForMail(accepts: (mail: ReceivedMail) => boolean, ms?: number): Promise<ReceivedMail>;
  close(): Promise<void>;
}

interface SmtpReceiverOptions {
  /** Called for each message before it is acknowledged to the sender. */
  onMail?: (mail: ReceivedMail) => void;
}

/** Starts a real SMTP server on a free port of 127.0.0.1 that accepts every message, without TLS and authentication. */
export async function startSmtpReceiver({ onMail }: SmtpReceiverOptions = {}): Promise<SmtpReceiver> {
  const messages: ReceivedMail[] = [];
  const listeners = new Set<() => void>();
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    // A sender keeps its connection open for its next mail, and closing would wait for that.
    closeTimeout: 1,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address);
        const mail = readMail(Buffer.concat(chunks), to);
        onMail?.(mail);
        messages.push(mail);
        for (const listener of listeners) listener();
        done();
      });
    },
  });
  // A sender that is killed in the middle resets its socket, which is not an error of the receiver.
  server.on("error", () => {});
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("the SMTP receiver has no port");

  return {
    url: `smtp://127.0.0.1:${address.port}`,
    messages,
    waitForMail: (accepts, ms = 10_000) => firstMail(messages, listeners, accepts, ms),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function firstMail(
  messages: ReceivedMail[],
  listeners: Set<() => void>,
  accepts: (mail: ReceivedMail) => boolean,
  ms: number,
): Promise<ReceivedMail> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = messages.find(accepts);
      if (found === undefined) return;
      finish();
      resolve(found);
    };
    const timer = setTimeout(() => {
      finish();
      const came = messages.map((mail) => `"${mail.subject}" to ${mail.to.join(", ")}`).join("; ") || "none";
      reject(new Error(`no such mail within ${ms} ms; received: ${came}`));
    }, ms);
    const finish = () => {
      clearTimeout(timer);
      listeners.delete(look);
    };
    listeners.add(look);
    look();
  });
}

function readMail(raw: Buffer, to: string[]): ReceivedMail {
  const { headers, parts } = readMessage(raw);
  const body = (type: string) =>
    parts
      .find((part) => part.contentType === type && part.filename === undefined)
      ?.content.toString("utf8") ?? "";
  const text = body("text/plain").replaceAll("\r\n", "\n");
  const html = body("text/html").replaceAll("\r\n", "\n");
  return {
    to,
    from: headers.get("from") ?? "",
    subject: headers.get("subject") ?? "",
    text,
    html,
    links: findLinks(text, html),
    attachments: parts.filter((part) => part.filename !== undefined || !part.contentType.startsWith("text/")),
    headers: Object.fromEntries(headers),
  };
}

function findLinks(text: string, html: string): string[] {
  const inText = [...text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)].map(([link]) =>
    link.replace(/[.,;:!?]+$/, ""),
  );
  const inHtml = [...html.matchAll(/href="(https?:\/\/[^"]+)"/g)].map(([, link]) => link ?? "");
  return [...new Set([...inText, ...inHtml.map((link) => link.replaceAll("&amp;", "&"))])];
}
