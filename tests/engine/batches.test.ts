import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { setUpEngine } from "#app/booking/engine.server.ts";
import type { Attachment, Outcome } from "#app/booking/request.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { hashToken } from "#app/platform/secrets.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger, readLedger } from "#tests/support/ledger-check.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { bookingOf, expectInvariants, fatesOf, times } from "./outcomes.ts";

const database = await testDatabase();
const { db } = database;

/** What the engine of this file told about itself since the last time it was asked. */
function listen(mostInBatch = 512) {
  const heard = {
    batches: [] as number[],
    queued: 0,
    outcomes: [] as string[],
    retried: [] as string[],
    /** What became of each request, in the order in which it did. */
    steps: [] as ("goes out" | "is answered")[],
  };
  setUpEngine(db, {
    slots: 1,
    mostInBatch,
    observe: {
      batch: (size, seconds) => heard.batches.push(seconds >= 0 ? size : Number.NaN),
      queued: (seconds) => {
        if (seconds >= 0) heard.queued += 1;
        heard.steps.push("goes out");
      },
      outcome(operation, result) {
        heard.outcomes.push(`${operation} ${result}`);
        heard.steps.push("is answered");
      },
      retried: (reason) => heard.retried.push(reason),
    },
  });
  return heard;
}

type Ending = { outcome: Outcome; error?: undefined } | { error: unknown; outcome?: undefined };

function ending(work: Promise<Outcome>): Promise<Ending> {
  return work.then(
    (outcome) => ({ outcome }),
    (error: unknown) => ({ error }),
  );
}

const POISONS: [what: string, input: { clientId?: string; attachment?: Attachment }][] = [
  ["a client with a NUL in its id", { clientId: "a\0b" }],
  ["metadata with a NUL in it", { attachment: { metadata: { note: "a\0b" } } }],
  ["metadata with half of a character in it", { attachment: { metadata: { note: "\ud800" } } }],
  ["a source with a NUL in it", { attachment: { source: "a\0b" } }],
];

describe("a batch", () => {
  it.each(POISONS)("with %s fails for that request alone", async (_, poison) => {
    const heard = listen();
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 100 });
    const culprits = [0, 17, 39];
    const endings = await times(40, (index) =>
      ending(bookSome(ctx, id, 1, culprits.includes(index) ? poison : { clientId: `client ${index}` })),
    );
    await waitUntil("the end of the batch", () => heard.batches.length > 0);
    expect(heard.batches).toEqual([40]);
    const failed = endings.flatMap((each, index) => (each.error ? [index] : []));
    expect(failed).toEqual(culprits);
    expect(endings.every((each) => each.error || each.outcome?.ok)).toBe(true);
    expect(await readLedger(db, { ...ctx, id })).toHaveLength(1 + 37);
    expect(await fatesOf(ctx)).toEqual({ confirmed: 37 });
    await expectSoundLedger(db, ctx.organizationId);
    await expectInvariants(database, ctx);
  });

  it("with two requests that break one constraint of the database fails for one of them", async () => {
    listen();
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 100 });
    const attachment = { linkTokenHash: hashToken("used twice") };
    const endings = await times(30, (index) =>
      ending(bookSome(ctx, id, 1, index === 4 || index === 22 ? { attachment } : {})),
    );
    expect(endings.filter((each) => each.error)).toHaveLength(1);
    expect(endings.flatMap((each) => (each.outcome ? [bookingOf(each.outcome)] : []))).toHaveLength(29);
    expect(await fatesOf(ctx)).toEqual({ confirmed: 29 });
    await expectSoundLedger(db, ctx.organizationId);
    await expectInvariants(database, ctx);
  });

  it("with a poisoned request for several resources harms none of them", async () => {
    listen();
    const ctx = await makeOrganization(db);
    const ids = await times(5, () => makeResource(ctx, { capacity: 20 }));
    const endings = await times(51, (index) =>
      ending(index === 25 ? bookSome(ctx, ids, 2, { clientId: "\0" }) : bookSome(ctx, ids[index % 5] ?? "")),
    );
    expect(endings.flatMap((each, index) => (each.error ? [index] : []))).toEqual([25]);
    const rows = await db.execute(sql`
      select distinct booked::int from resources where organization_id = ${ctx.organizationId}`);
    expect([...rows]).toEqual([{ booked: 10 }]);
    await expectSoundLedger(db, ctx.organizationId);
    await expectInvariants(database, ctx);
  });
});

describe("under load the engine", () => {
  it("collects what waits into batches and tells how it went", async () => {
    const heard = listen();
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 150 });
    const oneByOne = async (ctx: Ctx) => {
      for (let round = 0; round < 4; round++) await bookSome(ctx, id);
    };
    await times(50, () => oneByOne(ctx));
    const served = () => heard.batches.reduce((sum, size) => sum + size, 0);
    await waitUntil("the end of the last batch", () => served() >= 200);
    expect(served()).toBe(200);
    expect(Math.max(...heard.batches)).toBeGreaterThan(1);
    expect(heard.queued).toBe(200);
    const told = (word: string) => heard.outcomes.filter((each) => each === `book ${word}`).length;
    expect([told("ok"), told("RESOURCE_FULL")]).toEqual([150, 50]);
    await expectSoundLedger(db, ctx.organizationId);
    await expectInvariants(database, ctx);
  });

  it("sends the next batch before it answers the one that the database is done with", async () => {
    const heard = listen(1);
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 10 });
    heard.steps.length = 0;
    await times(3, () => bookSome(ctx, id));
    expect(heard.steps).toEqual([
      ...["goes out", "goes out", "is answered", "goes out", "is answered", "is answered"],
    ]);
    await expectInvariants(database, ctx);
  });

  it("puts no more behind a batch than the mean of it and of what waits, so that batches become equal", async () => {
    const heard = listen();
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 200 });
    heard.batches.length = 0;
    const first = bookSome(ctx, id);
    await new Promise(setImmediate);
    await Promise.all([first, times(99, () => bookSome(ctx, id))]);
    expect(heard.batches).toEqual([1, 50, 49]);
    // When nothing was under way, all go together.
    await times(40, () => bookSome(ctx, id));
    expect(heard.batches.slice(3)).toEqual([40]);
    await expectInvariants(database, ctx);
  });

  it("makes no batch larger than it may", async () => {
    const sizes: number[] = [];
    setUpEngine(db, { mostInBatch: 7, observe: { batch: (size) => sizes.push(size) } });
    const ctx = await makeOrganization(db);
    const id = await makeResource(ctx, { capacity: 30 });
    await times(50, () => bookSome(ctx, id));
    expect(Math.max(...sizes)).toBe(7);
    await expectSoundLedger(db, ctx.organizationId);
  });
});
