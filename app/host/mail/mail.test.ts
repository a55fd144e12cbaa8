import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { silentLog } from "#app/platform/log.ts";
import type { MailMessage } from "#app/platform/mail.ts";
import { startSmtpReceiver } from "#tests/support/smtp.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { createMailTransport } from "./mail.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let receiver: Awaited<ReturnType<typeof startSmtpReceiver>>;
beforeAll(async () => {
  folder = await temporaryFolder("mail");
  receiver = await startSmtpReceiver();
});
afterAll(async () => {
  await receiver.close();
  await folder.remove();
});

const from = "Reservo Tests <tickets@book.test>";
const message = (id: string, more: Partial<MailMessage> = {}): MailMessage => ({
  id,
  organizationId: "org-1",
  to: "anna@example.org",
  subject: "Your seats – ☂",
  text: "Two seats.",
  html: "<p>Two seats.</p>",
  ...more,
});
const keeping = (name: string) =>
  createMailTransport({ from, dataDir: join(folder.path, name), log: silentLog });
const sending = () =>
  createMailTransport({ smtpUrl: receiver.url, from, dataDir: folder.path, log: silentLog });

test("a mail goes out by SMTP to one person, and a repeat has the same Message-ID", async () => {
  const transport = sending();
  expect(transport.mailbox).toBeUndefined();
  await transport.send(message("m-1", { replyTo: "host@example.org" }));
  await transport.send(message("m-1"));
  transport.close();
  expect(receiver.messages).toHaveLength(2);
  const [first, second] = receiver.messages;
  expect(first).toMatchObject({
    to: ["anna@example.org"],
    subject: "Your seats – ☂",
    text: expect.stringContaining("Two seats."),
    html: expect.stringContaining("<p>Two seats.</p>"),
  });
  expect(first?.headers).toMatchObject({
    "message-id": "<m-1@book.test>",
    "reply-to": "host@example.org",
    "auto-submitted": "auto-generated",
    from: from,
  });
  expect(second?.headers["message-id"]).toBe("<m-1@book.test>");
});

test.each<[string, Partial<MailMessage>]>([
  ["a header in the subject", { subject: "Hello\r\nBcc: eve@evil.test" }],
  ["a header in the address", { to: "anna@example.org\r\nBcc: eve@evil.test" }],
  ["two addresses", { to: "anna@example.org, eve@evil.test" }],
  ["two addresses with a semicolon", { to: "anna@example.org;eve@evil.test" }],
  ["a group of addresses", { to: "all:anna@example.org,eve@evil.test;" }],
  ["an address in brackets", { to: "anna <eve@evil.test>" }],
  ["no address", { to: "" }],
  ["a header in the reply address", { replyTo: "a@b.test\nBcc: eve@evil.test" }],
  ["a zero byte", { subject: "Hello\0" }],
  ["a path as id", { id: "../../etc/passwd" }],
])("a mail with %s is refused by both ways of sending, unsent", async (_what, more) => {
  const before = receiver.messages.length;
  const smtp = sending();
  await expect(smtp.send(message("m-2", more))).rejects.toThrow(/^A mail/);
  smtp.close();
  const kept = keeping("refused");
  await expect(kept.send(message("m-2", more))).rejects.toThrow(/^A mail/);
  expect(receiver.messages).toHaveLength(before);
  expect(await kept.mailbox?.list("org-1")).toEqual([]);
});

test("an unreachable mail server is an error without a long wait", async () => {
  const transport = createMailTransport({
    smtpUrl: "smtp://127.0.0.1:1",
    from,
    dataDir: folder.path,
    log: silentLog,
  });
  await expect(transport.send(message("m-3"))).rejects.toThrow("ECONNREFUSED");
  transport.close();
});

test("stored mail is listed newest first, to its organisation only, and read in full", async () => {
  const transport = keeping("kept");
  for (const id of ["a", "b", "c"]) await transport.send(message(id, { subject: id }));
  await transport.send(message("theirs", { organizationId: "org-2" }));
  await transport.send(message("a", { subject: "a again" }));
  const list = await transport.mailbox?.list("org-1");
  expect(list?.map(({ subject }) => subject)).toEqual(["c", "b", "a again"]);
  expect(list?.[0]?.sentAt).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(await transport.mailbox?.read("org-1", "c")).toEqual(message("c", { subject: "c" }));
  expect(await transport.mailbox?.read("org-1", "theirs")).toBeUndefined();
  expect(await transport.mailbox?.read("org-1", "../a")).toBeUndefined();
  const file = join(folder.path, "kept", "mail", readdirSync(join(folder.path, "kept", "mail"))[0] ?? "");
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("only the newest 500 mails of the last 7 days are kept", async () => {
  const transport = keeping("many");
  await transport.send(message("first"));
  const mail = join(folder.path, "many", "mail");
  const day = 24 * 60 * 60 * 1000;
  const place = (id: string, time: number) =>
    writeFileSync(join(mail, `${String(time).padStart(15, "0")}-${id}.json`), "{}");
  place("too-old", Date.now() - 7 * day - 1000);
  for (let i = 0; i < 510; i++) place(`n${i}`, Date.now() - day + i);
  await transport.send(message("last"));
  const names = readdirSync(mail);
  expect(names).toHaveLength(500);
  expect(names.some((name) => name.endsWith("-last.json"))).toBe(true);
  expect(names.some((name) => name.endsWith("-too-old.json"))).toBe(false);
  expect(names.some((name) => name.endsWith("-n0.json"))).toBe(false);
  expect((await transport.mailbox?.list("org-1"))?.map(({ id }) => id)).toEqual(["last", "first"]);
});
