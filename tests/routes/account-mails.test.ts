import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { deleteOldAccountMails, enqueueAccountMail } from "#app/mail/account-mails.server.ts";
import { sendDueAccountMails } from "#app/notifications/account-relay.server.ts";
import { locales } from "#app/platform/locales.ts";
import { silentLog } from "#app/platform/log.ts";
import type { MailMessage } from "#app/platform/mail.ts";
import { createSigner } from "#app/platform/signer.ts";
import { accountMails, NO_ORGANIZATION } from "#db/schema/index.ts";
import { ACCOUNT_MAIL_KINDS } from "#db/schema/values.ts";
import { testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { TEST_ORIGIN } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const ORGANIZATION = "01890000-0000-7000-8000-000000000001";
const sent: MailMessage[] = [];
let failure: unknown;
const mail = {
  send: async (message: MailMessage) => {
    if (failure) throw failure;
    sent.push(message);
  },
};
const relay = { db, log: silentLog, signer: testSigner, mail, origin: TEST_ORIGIN, sender: "b@reservo.test" };
const enqueue = (kind: "password-link" | "password-changed", name = "Ada", signer = testSigner) =>
  db.transaction((tx) =>
    enqueueAccountMail(tx, signer, {
      kind,
      to: "ada@example.org",
      locale: "en",
      name,
      path: "/x?token=secret",
    }),
  );
const rows = () => db.select().from(accountMails);

beforeEach(async () => {
  await db.delete(accountMails);
  sent.length = 0;
  failure = undefined;
});

it("sends a mail once, with its link, and keeps none of its contents", async () => {
  await enqueue("password-link");
  const [queued] = await rows();
  expect(new TextDecoder("latin1").decode(queued?.contents ?? new Uint8Array())).not.toMatch(/ada|secret/i);
  expect(await sendDueAccountMails(relay)).toBe(1);
  expect(await sendDueAccountMails(relay)).toBe(0);
  expect(sent).toMatchObject([
    {
      to: "ada@example.org",
      organizationId: NO_ORGANIZATION,
      subject: "Choose a new password",
      text: expect.stringContaining(`${TEST_ORIGIN}/x?token=secret`),
      html: expect.stringContaining(`href="${TEST_ORIGIN}/x?token=secret"`),
    },
  ]);
  expect(await rows()).toMatchObject([{ state: "sent", contents: null, attempts: 1 }]);
});

it("retries a mail that the server refused, and leaves no address in the error", async () => {
  await enqueue("password-changed");
  failure = Object.assign(new Error("450 <ada@example.org> is over quota"), { responseCode: 450 });
  await sendDueAccountMails(relay);
  const [waiting] = await rows();
  expect(waiting).toMatchObject({ state: "queued", attempts: 1 });
  expect(waiting?.lastError).not.toContain("ada@example.org");
  failure = undefined;
  await db.update(accountMails).set({ dueAt: sql`now()` });
  expect(await sendDueAccountMails(relay)).toBe(1);
  expect(sent).toHaveLength(1);
});

it("returns mails that were not attempted to the queue while the server is unreachable", async () => {
  await enqueue("password-changed");
  await enqueue("password-changed");
  failure = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  expect(await sendDueAccountMails(relay)).toBe(0);
  expect((await rows()).map(({ state, lastError }) => [state, lastError])).toEqual([
    ["queued", "connect ECONNREFUSED"],
    ["queued", "connect ECONNREFUSED"],
  ]);
});

it("gives up after a day, and on a mail that was encrypted with another secret", async () => {
  await enqueue("password-changed");
  await db.update(accountMails).set({ createdAt: sql`now() - interval '25 hours'` });
  await enqueue("password-changed", "Ada", createSigner("another secret, long enough to sign with"));
  failure = new Error("no");
  await sendDueAccountMails(relay);
  const failed = await db.select().from(accountMails).where(eq(accountMails.state, "failed"));
  expect(failed.map(({ contents }) => contents)).toEqual([null, null]);
});

it("escapes names and keeps them from becoming links, in four languages", async () => {
  for (const locale of locales) {
    for (const kind of ACCOUNT_MAIL_KINDS) {
      const name = "<b>evil.example</b>\r\nBcc: x@example.org";
      const parts = { name, path: "/x?token=t", email: "new@example.org" };
      const invitation = { organizationId: ORGANIZATION, organization: name, inviter: name };
      await db.transaction((tx) =>
        enqueueAccountMail(tx, testSigner, { kind, to: "ada@example.org", locale, ...parts, ...invitation }),
      );
    }
  }
  while ((await sendDueAccountMails(relay)) > 0);
  expect(sent).toHaveLength(locales.length * ACCOUNT_MAIL_KINDS.length);
  for (const { subject, html, text } of sent) {
    expect(subject).not.toMatch(/[\r\n]|admin\./);
    expect(html).not.toMatch(/<b>|admin\.|\{\{/);
    expect(text).not.toMatch(/admin\.|\{\{/);
    expect(text).not.toContain("evil.example");
  }
  const invitations = sent.filter(({ organizationId }) => organizationId === ORGANIZATION);
  expect(invitations).toHaveLength(locales.length);
});

it("deletes settled mails after 30 days", async () => {
  await enqueue("password-changed");
  await enqueue("password-changed");
  await sendDueAccountMails(relay);
  const [first] = await rows();
  await db
    .update(accountMails)
    .set({ settledAt: sql`now() - interval '31 days'` })
    .where(eq(accountMails.id, first?.id ?? ""));
  await deleteOldAccountMails(db);
  expect(await rows()).toHaveLength(1);
});
