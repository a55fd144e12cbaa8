import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { book } from "#app/booking/commands.server.ts";
import { setUpEngine } from "#app/booking/engine.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import { OutcomeUnknown } from "#app/booking/refusals.ts";
import type { Idempotency } from "#app/booking/request.ts";
import { listKeys } from "#app/organizations/api-keys.server.ts";
import { findSetting, putSetting } from "#app/organizations/settings.server.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import { isCommitUnknown, isRetryable, StandbyWaitCancelled } from "#db/client.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient, type ValidatedResponse } from "#tests/support/api-client.ts";
import { makeOrganization, makeResource, testSigner } from "#tests/support/ctx.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { type Ending, StandbyCluster } from "./standby-cluster.ts";

const cluster = new StandbyCluster();
const { db, pool } = await cluster.make();
afterAll(() => cluster.unmake());

const api = await serveApi(db);
const sizes: number[] = [];
const retried: string[] = [];
setUpEngine(db, {
  observe: { batch: (size) => void sizes.push(size), retried: (reason) => void retried.push(reason) },
});
let ctx: Ctx;
let resourceId: string;
let headers: Record<string, string>;

beforeEach(async () => {
  ctx = await makeOrganization(db);
  resourceId = await makeResource(ctx, { capacity: 10 });
  headers = await keyOf(ctx);
  await useKeyOnce();
  await cluster.loseStandby();
});
afterEach(async () => {
  await cluster.returnStandby();
  // Another attempt would only wait for the same standby.
  expect(retried).toEqual([]);
});

/** The use of a key is noted once a minute, in a transaction of its own, which would wait for the standby as well. */
async function useKeyOnce(): Promise<void> {
  await apiClient(api, headers).get("/resources");
  await waitUntil("the use to be noted", async () => (await listKeys(ctx)).keys[0]?.lastUsedAt);
}

const failure = (work: Promise<unknown>) =>
  work.then(
    (result) => ({ result }),
    (error: unknown) => error,
  );

const bookOne = (idempotency: Idempotency) =>
  book(ctx, { claims: [{ resourceId, quantity: 1 }], clientId: "client", idempotency });

const keyNamed = (key: string) =>
  idempotencyOf(testSigner, { principal: "p", key, operation: "book", body: 1 });

const bookUnder = async (key: string) => bookOne(await keyNamed(key));

async function countBookings(): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from bookings where organization_id = ${ctx.organizationId}`);
  return row?.n ?? 0;
}

const ENDINGS: Ending[] = ["pg_cancel_backend", "pg_terminate_backend"];

test.each(ENDINGS)(
  "a booking whose wait for the standby is ended by %s is answered as unknown, and its key gives the one booking",
  async (ending) => {
    const first = failure(bookUnder("once"));
    await cluster.endWait(ending);
    expect(await first).toBeInstanceOf(OutcomeUnknown);

    await cluster.returnStandby();
    expect(await bookUnder("once")).toMatchObject({ ok: true, sequence: 2, remaining: 9, replayed: true });
    expect(await countBookings()).toBe(1);
    await expectSoundLedger(db, ctx.organizationId);
  },
);

test.each(ENDINGS)(
  "all bookings of a batch whose wait is ended by %s are unknown, and each key gives its booking",
  async (ending) => {
    const keys = await Promise.all(["a", "b", "c", "d", "e"].map(keyNamed));
    sizes.length = 0;
    const answers = keys.map((key) => failure(bookOne(key)));
    await cluster.endWait(ending);
    for (const answer of answers) expect(await answer).toBeInstanceOf(OutcomeUnknown);
    expect(sizes).toEqual([keys.length]);

    await cluster.returnStandby();
    const settled = await Promise.all(keys.map(bookOne));
    expect(settled).toMatchObject(keys.map(() => ({ ok: true, replayed: true })));
    expect(settled.map((each) => each.sequence).sort()).toEqual([2, 3, 4, 5, 6]);
    expect(await countBookings()).toBe(keys.length);
    await expectSoundLedger(db, ctx.organizationId);
  },
);

test("while the standby is away a repeated key waits for it too, and is not answered with a success", async () => {
  const first = failure(bookUnder("again"));
  await cluster.endWait("pg_cancel_backend");
  expect(await first).toBeInstanceOf(OutcomeUnknown);
  const again = failure(bookUnder("again"));
  await cluster.endWait("pg_cancel_backend");
  expect(await again).toBeInstanceOf(OutcomeUnknown);

  const waiting = failure(bookUnder("again"));
  await cluster.returnStandby();
  expect(await waiting).toMatchObject({ result: { ok: true, sequence: 2, replayed: true } });
  expect(await countBookings()).toBe(1);
});

test.each<[string, string, object, number]>([
  ["a reservation", "/reservations", { clientId: "robin", quantity: 1 }, 201],
  ["a new resource", "/resources", { id: "new", type: "pool", capacity: 3 }, 201],
  ["a new webhook", "/webhooks", { url: "https://example.org/hook", types: ["booking.confirmed"] }, 201],
])(
  "%s of the API answers 504 each time the wait is cancelled, and its first answer once it is not",
  async (_words, path, given, status) => {
    const { post } = apiClient(api, headers);
    const body = path === "/reservations" ? { resourceId, ...given } : given;
    const key = { "Idempotency-Key": randomUUID() };
    const send = () => post(path, { body, headers: key });
    const cancelled = async (answer: Promise<ValidatedResponse>) => {
      await cluster.endWait("pg_cancel_backend");
      const { status, body } = await answer;
      expect([status, body.error]).toEqual([504, "OUTCOME_UNKNOWN"]);
    };
    await cancelled(send());
    await cancelled(send());
    await cluster.returnStandby();
    const settled = await send();
    expect(settled.status).toBe(status);
    expect(settled.headers.get("idempotency-replayed")).toBe("true");
  },
);

test.each(ENDINGS)(
  "a transaction outside the engine whose wait is ended by %s is rejected as a lost commit is",
  async (ending) => {
    const saved = failure(transact(ctx, ({ tx }) => putSetting(tx, ctx.organizationId, "word", "kept")));
    await cluster.endWait(ending);
    const error = await saved;
    expect([isCommitUnknown(error), isRetryable(error)]).toEqual([true, false]);
    expect(error).toBeInstanceOf(StandbyWaitCancelled);
    expect(await findSetting(db, ctx.organizationId, "word")).toBe("kept");
  },
);

test("a lone statement whose wait is cancelled is rejected as a lost commit is, also one that looks like a read", async () => {
  const writing = failure(pool.query("select pg_logical_emit_message(true, 'test', '')"));
  await cluster.endWait("pg_cancel_backend");
  expect(isCommitUnknown(await writing)).toBe(true);
});

test("a connection whose commit was cancelled goes on with the next transaction, and warns of nothing else", async () => {
  cluster.notices.length = 0;
  const saved = failure(transact(ctx, ({ tx }) => putSetting(tx, ctx.organizationId, "word", "kept")));
  await cluster.endWait("pg_cancel_backend");
  expect(isCommitUnknown(await saved)).toBe(true);
  await cluster.returnStandby();
  await transact(ctx, ({ tx }) => putSetting(tx, ctx.organizationId, "word", "new"));
  expect(await findSetting(db, ctx.organizationId, "word")).toBe("new");
  expect(cluster.notices.map(({ severity, routine }) => [severity, routine])).toEqual([
    ["WARNING", "SyncRepWaitForLSN"],
  ]);
});
