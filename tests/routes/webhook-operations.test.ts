import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { createMailTransport } from "#app/host/mail/mail.ts";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import { silentLog } from "#app/platform/log.ts";
import { deleteOldDeliveries, outboxLag } from "#app/webhooks/clean-up.server.ts";
import { countWaiting, listAttempts, resend, sendTest } from "#app/webhooks/deliveries.server.ts";
import { sendNotices } from "#app/webhooks/disabled-notice.server.tsx";
import {
  createEndpoint,
  findEndpoint,
  MAX_ENDPOINTS,
  switchEndpoint,
} from "#app/webhooks/endpoints.server.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeUser } from "#tests/support/members.ts";
import { TEST_ORIGIN, testContext } from "#tests/support/remix.ts";
import { startSmtpReceiver } from "#tests/support/smtp.ts";
import { deliverAll, makeDue, type Subscription, subscribeReceiver } from "#tests/support/webhooks.ts";

const { db, owner } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db, "Northside Makers");
const foreign = await makeOrganization(db, "Another");
const resource = await makeResource(ctx, { capacity: 1_000 });
const smtp = await startSmtpReceiver();
const from = "Reservo <tests@reservo.example>";
const mail = createMailTransport({ smtpUrl: smtp.url, from, dataDir: "", log: silentLog });
const needs = { db, mail, origin: TEST_ORIGIN, log: silentLog };

const listening: Subscription[] = [];
const open = async () => {
  const made = await subscribeReceiver(ctx);
  listening.push(made);
  return made;
};
afterEach(async () => {
  for (const { receiver } of listening.splice(0)) await receiver.close();
  await db.execute(sql`delete from webhook_endpoints`);
  await db.execute(sql`delete from outbox`);
  smtp.messages.length = 0;
});
afterAll(async () => {
  mail.close();
  await smtp.close();
});

const booked = () => bookSome(ctx, resource);
const ids = (listener: Subscription) =>
  listener.receiver.hooks.map((hook) => hook.headers["webhook-id"] ?? "");

describe("an organisation whose endpoint was disabled is told once,", () => {
  const disabled = async () => {
    const listener = await open();
    listener.receiver.react = () => 410;
    await booked();
    await deliverAll(db);
    return listener.endpoint;
  };

  test("at its owners where it has no contact address", async () => {
    const owners = await Promise.all(
      [1, 2].map(() => makeUser(context, { organizationId: ctx.organizationId, role: "owner" })),
    );
    await makeUser(context, { organizationId: ctx.organizationId, role: "admin" });
    const endpoint = await disabled();
    await sendNotices(needs);
    await sendNotices(needs);
    expect(smtp.messages.flatMap((message) => message.to).sort()).toEqual(
      owners.map(({ email }) => email).sort(),
    );
    expect(smtp.messages[0]).toMatchObject({
      subject: "A webhook of Northside Makers was turned off",
      text: expect.stringContaining("replied 410"),
      links: [`${TEST_ORIGIN}/admin/o/northside-makers/developers/webhooks/${endpoint.id}`],
    });
  });

  test("at its contact address where it has one", async () => {
    await db.execute(
      sql`update organizations set contact_email = 'hello@northside.example' where id = ${ctx.organizationId}`,
    );
    await disabled();
    await sendNotices(needs);
    expect(smtp.messages.map((message) => message.to)).toEqual([["hello@northside.example"]]);
  });

  test("in the language of the member whose address it is, else in the organisation's", async () => {
    const { userId, email } = await makeUser(context, { organizationId: ctx.organizationId, role: "admin" });
    await db.execute(sql`update users set locale = 'fr' where id = ${userId}`);
    for (const [address, subject] of [
      [
        `${email.split("@")[0]?.toUpperCase()}@example.org`,
        "Northside Makers\u202f: un webhook a été désactivé",
      ],
      ["hello@northside.example", "Northside Makers: Ein Webhook wurde abgeschaltet"],
    ] as const) {
      smtp.messages.length = 0;
      await db.execute(
        sql`update organizations set contact_email = ${address}, locale = 'de' where id = ${ctx.organizationId}`,
      );
      await disabled();
      await sendNotices(needs);
      expect(smtp.messages).toMatchObject([{ to: [address], subject }]);
    }
    await db.execute(sql`update organizations set locale = 'en' where id = ${ctx.organizationId}`);
  });

  test("and again under the same id when the mail server did not take it", async () => {
    await disabled();
    const sent: string[] = [];
    const refusing = { send: ({ id }: { id: string }) => Promise.reject(new Error(String(sent.push(id)))) };
    await sendNotices({ ...needs, mail: refusing });
    await sendNotices(needs);
    expect(smtp.messages).toEqual([]);
    await db.execute(sql`update webhook_endpoints set notice_due_at = now()`);
    await sendNotices(needs);
    expect(smtp.messages.map((message) => message.headers["message-id"])).toEqual([
      `<${sent[0]}@reservo.example>`,
    ]);
  });

  test("but not when a member turned it off, or on again before the mail went", async () => {
    const { endpoint } = await open();
    await switchEndpoint(ctx, endpoint.id, "off");
    const other = await disabled();
    await switchEndpoint(ctx, other.id, "on");
    await sendNotices(needs);
    expect(smtp.messages).toEqual([]);
    expect(await findEndpoint(ctx, other.id)).toMatchObject({
      state: "active",
      disabledReason: null,
      failingSince: null,
    });
  });
});

describe("by hand", () => {
  test("a test is sent once, also to an endpoint that is off, and says what it is", async () => {
    const { receiver, endpoint } = await open();
    await switchEndpoint(ctx, endpoint.id, "off");
    receiver.react = () => 500;
    const { eventId: id } = await sendTest(ctx, endpoint.id);
    await deliverAll(db);
    await makeDue(db);
    await deliverAll(db);
    expect(receiver.hooks).toMatchObject([{ headers: { "webhook-id": id }, json: { type: "webhook.test" } }]);
    const { attempts } = await listAttempts(ctx, endpoint.id);
    expect(attempts).toMatchObject([{ eventId: id, kind: "test", type: "webhook.test", code: 500 }]);
    // A test that fails says nothing about deliveries.
    expect(await findEndpoint(ctx, endpoint.id)).toMatchObject({ failingSince: null });
  });

  test("what was delivered is sent again under its id, once", async () => {
    const listener = await open();
    await booked();
    await deliverAll(db);
    const [id = ""] = ids(listener);
    listener.receiver.react = () => 500;
    expect(await resend(ctx, listener.endpoint.id, id)).toEqual({ ok: true });
    for (let times = 0; times < 2; times++) {
      await deliverAll(db);
      await makeDue(db);
    }
    expect(ids(listener)).toEqual([id, id]);
    expect(listener.receiver.hooks[1]?.body).toBe(listener.receiver.hooks[0]?.body);
    const { attempts } = await listAttempts(ctx, listener.endpoint.id);
    expect(attempts.map(({ kind, code }) => [kind, code])).toEqual([
      ["resend", 500],
      ["delivery", 200],
    ]);
  });

  test("what waits for its next try is tried now, and goes on being tried", async () => {
    const listener = await open();
    listener.receiver.react = () => 500;
    await booked();
    await deliverAll(db);
    const [id = ""] = ids(listener);
    expect(await countWaiting(ctx, listener.endpoint)).toMatchObject({
      number: 1,
      nextAt: expect.any(Date),
    });
    await resend(ctx, listener.endpoint.id, id);
    await deliverAll(db);
    expect(ids(listener)).toEqual([id, id]);
    expect(await countWaiting(ctx, listener.endpoint)).toMatchObject({ number: 1 });
    // To one that is off nothing of it is sent, so nothing of it is waited for.
    const off = { ...listener.endpoint, state: "disabled" as const };
    expect(await countWaiting(ctx, off)).toEqual({ number: 0, nextAt: undefined });
  });

  test("nothing of another organisation's endpoint is sent, shown or counted", async () => {
    const listener = await open();
    await booked();
    await deliverAll(db);
    const [id = ""] = ids(listener);
    expect(await resend(foreign, listener.endpoint.id, id)).toEqual({
      ok: false,
      refusal: "DELIVERY_NOT_FOUND",
    });
    expect(await resend(ctx, listener.endpoint.id, randomUUID())).toEqual({
      ok: false,
      refusal: "DELIVERY_NOT_FOUND",
    });
    expect(await listAttempts(foreign, listener.endpoint.id)).toEqual({ attempts: [], next: undefined });
    await deliverAll(db);
    expect(listener.receiver.hooks).toHaveLength(1);
  });
});

test("attempts come a page at a time, the newest first, each once", async () => {
  const { endpoint } = await open();
  for (let number = 0; number < 7; number++) await booked();
  await deliverAll(db);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await listAttempts(ctx, endpoint.id, { after, limit: 3 });
    seen.push(...page.attempts.map((attempt) => attempt.id));
    after = page.next;
  } while (after);
  expect(seen).toHaveLength(7);
  expect(seen).toEqual([...seen].sort().reverse());
});

test("an organisation has so many endpoints and no more", async () => {
  const input = { url: "https://hooks.example/", description: "", types: ["booking.confirmed"] as const };
  for (let number = 0; number < MAX_ENDPOINTS; number++)
    expect(await createEndpoint(ctx, input)).toMatchObject({ ok: true });
  expect(await createEndpoint(ctx, input)).toEqual({ ok: false, refusal: "TOO_MANY_WEBHOOKS" });
  expect(await createEndpoint(foreign, input)).toMatchObject({ ok: true });
});

test("what was tried is forgotten after 30 days, and what a disabled endpoint waits for is given up", async () => {
  const { endpoint } = await open();
  await booked();
  await deliverAll(db);
  await booked();
  await emptyOutbox(db);
  await switchEndpoint(ctx, endpoint.id, "off");
  await deleteOldDeliveries(db);
  const left = async () =>
    (await db.execute(sql`select state from webhook_deliveries order by event_id`)).map((row) => row.state);
  expect(await left()).toEqual(["delivered", "pending"]);
  await db.execute(
    sql`update webhook_deliveries set created_at = now() - interval '26 hours', due_at = now() - interval '26 hours'`,
  );
  await deleteOldDeliveries(db);
  expect(await left()).toEqual(["delivered", "failed"]);
  await db.execute(sql`update webhook_deliveries set created_at = now() - interval '31 days'`);
  await owner.db.execute(sql`update webhook_attempts set at = now() - interval '29 days'`);
  await deleteOldDeliveries(db);
  expect(await left()).toEqual(["delivered"]);
  await owner.db.execute(sql`update webhook_attempts set at = now() - interval '31 days'`);
  await deleteOldDeliveries(db);
  expect(await left()).toEqual([]);
  expect(await db.execute(sql`select 1 from webhook_attempts`)).toHaveLength(0);
});

test("the lag is how long the oldest has been due that nobody began", async () => {
  await open();
  expect(await outboxLag(db)).toBe(0);
  await booked();
  await db.execute(sql`update outbox set due_at = now() - interval '90 seconds'`);
  expect(await outboxLag(db)).toBeCloseTo(90, 0);
  await emptyOutbox(db);
  await db.execute(sql`delete from outbox`);
  await db.execute(sql`update webhook_deliveries set due_at = now() - interval '30 seconds'`);
  expect(await outboxLag(db)).toBeCloseTo(30, 0);
  await deliverAll(db);
  expect(await outboxLag(db)).toBe(0);
});
