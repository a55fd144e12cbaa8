import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Mailbox, MailMessage, MailSummary } from "#app/platform/mail.ts";

const MAX_MAILS = 500;
const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000;

const storedMail = z.object({
  id: z.string(),
  organizationId: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  replyTo: z.string().optional(),
  calendar: z.object({ method: z.enum(["REQUEST", "CANCEL"]), content: z.string() }).optional(),
  pictures: z.array(z.object({ cid: z.string(), filename: z.string(), base64: z.string() })).optional(),
  sentAt: z.string(),
});

type StoredMail = z.output<typeof storedMail>;

export interface WritableMailbox extends Mailbox {
  keep(message: MailMessage): Promise<void>;
}

/** `<milliseconds, 15 digits>-<id>.json`: sorting by name sorts by time. */
const nameOf = (id: string, time: number) => `${String(time).padStart(15, "0")}-${id}.json`;
const idIn = (name: string) => name.slice(16, -".json".length);
const timeIn = (name: string) => Number(name.slice(0, 15));

async function readMail(folder: string, name: string): Promise<StoredMail | undefined> {
  try {
    return storedMail.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
  } catch {
    // Removed in the meantime, or not a mail: either way there is nothing to show.
    return undefined;
  }
}

/**
 * Creates a mailbox of JSON files in `<dataDir>/mail`, readable by their owner only. The newest 500 mails are stored, for 7
 * days. Storing a message again replaces it.
 */
export function createMailbox(dataDir: string): WritableMailbox {
  const folder = join(dataDir, "mail");

  const names = async () => {
    const all = await readdir(folder).catch(() => [] as string[]);
    return all
      .filter((name) => /^\d{15}-[\w.-]+\.json$/.test(name))
      .sort()
      .reverse();
  };
  const tidy = async (now: number) => {
    const old = (await names()).filter(
      (name, index) => index >= MAX_MAILS || now - timeIn(name) > MAX_AGE_MS,
    );
    await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
  };

  return {
    async keep(message) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const kept = await names();
      const now = Date.now();
      // Later than the newest, so that mails of one millisecond keep their order.
      const time = Math.max(now, kept[0] === undefined ? 0 : timeIn(kept[0]) + 1);
      const name = kept.find((each) => idIn(each) === message.id) ?? nameOf(message.id, time);
      const mail: StoredMail = { ...message, sentAt: new Date(timeIn(name)).toISOString() };
      const draft = join(folder, `.${name}.draft`);
      await writeFile(draft, JSON.stringify(mail), { mode: 0o600 });
      await rename(draft, join(folder, name));
      await tidy(now);
    },
    async list(organizationId) {
      const mails = await Promise.all((await names()).map((name) => readMail(folder, name)));
      return mails
        .filter((mail) => mail?.organizationId === organizationId)
        .map((mail) => mail as StoredMail)
        .map(({ id, to, subject, sentAt }): MailSummary => ({ id, to, subject, sentAt }));
    },
    async read(organizationId, id) {
      const name = (await names()).find((each) => idIn(each) === id);
      const mail = name === undefined ? undefined : await readMail(folder, name);
      if (mail?.organizationId !== organizationId) return undefined;
      const { sentAt: _sentAt, ...message } = mail;
      return message;
    },
  };
}
