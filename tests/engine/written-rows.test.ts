import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { TakeCommand } from "#app/booking/internal/deciding/decision.ts";
import { lineOfClaims } from "#app/booking/lines.ts";
import type { Attachment, Request } from "#app/booking/request.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { newReference } from "#app/platform/ids.ts";
import { makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { executeAll } from "#tests/support/engine.ts";
import { expectInvariants, times } from "./outcomes.ts";

const database = await testDatabase();
const { db } = database;

type Wish = Partial<Pick<Request, "attachment" | "idempotency">> & {
  kind?: "book" | "hold";
  resources: string[];
  quantity?: number;
  holder?: string;
  /** With a link; each is another one, since one opens one booking. */
  linked?: boolean;
};

function requestOf({ kind = "book", resources, quantity = 1, holder, linked, ...extras }: Wish): Request {
  const claims = resources.map((resourceId) => ({ resourceId, quantity }));
  const named = { bookingId: randomUUID(), reference: newReference(), clientId: "c", person: null };
  const taking = { ...named, claims, lines: [lineOfClaims(claims)] };
  const command: TakeCommand =
    kind === "book"
      ? { kind, ...taking }
      : { kind, ...taking, seconds: 60, holder: holder ?? null, network: null, wideNetwork: null };
  const attachment = linked ? { ...extras.attachment, linkTokenHash: randomBytes(32) } : extras.attachment;
  return {
    requestId: randomUUID(),
    actor: { kind: "guest" },
    actsAs: "attendee",
    command,
    ...extras,
    ...(attachment && { attachment }),
  };
}

const TABLES = [
  "bookings",
  "booking_lines",
  "reservations",
  "ledger",
  "history",
  "outbox",
  "people",
  "answers",
  "link_tokens",
];
/** Ids, hashes and moments differ from one run to the next; that they are there does not. */
const DIFFERENT = /(^|_)(id|hash|at|reference|fingerprint|head)$/;

/** Every row of an organisation, without what cannot be the same twice. */
async function rowsOf(ctx: Ctx): Promise<string[]> {
  const lists = await Promise.all(
    [...TABLES, "idempotency_keys", "resources", "resource_days"].map(async (table) => {
      const rows = await db.execute<Record<string, unknown>>(sql`
        select to_jsonb(t) as row from ${sql.identifier(table)} t where organization_id = ${ctx.organizationId}`);
      return rows.map(({ row }) => {
        const shown = Object.entries(row as object).map(([column, value]) =>
          DIFFERENT.test(column)
            ? `${column} ${value === null}`
            : `${column} ${JSON.stringify(value).replace(/("expiresAt":)\d+/, "$1…")}`,
        );
        return `${table}: ${shown.join(", ")}`;
      });
    }),
  );
  return lists.flat().sort();
}

const person = (name: string): Attachment => ({
  person: { name, email: `${name}@example.org`, locale: "en" },
});
const bytes = (fill: number) => new Uint8Array(32).fill(fill);
const key = (fill: number) => ({ keyHash: bytes(fill), fingerprint: bytes(fill) });

/** Bookings with and without everything that may go with one, of one claim each. */
const ONE_CLAIM: Omit<Wish, "resources">[] = [
  { attachment: { ...person("a"), source: "page" }, linked: true, idempotency: key(1) },
  { attachment: person("b"), quantity: 2 },
  { idempotency: key(2) },
  { kind: "hold", attachment: { metadata: { a: 1 }, attribution: { b: [2] } }, idempotency: key(3) },
  { kind: "hold", attachment: { ...person("c"), guests: [{ name: "d", locale: "en" }] }, quantity: 3 },
  { attachment: { ...person("e"), answers: [{ questionId: randomUUID(), value: "f" }] } },
  { quantity: 1_000, idempotency: key(4) },
];

/** Answers the requests together, and one after the other, each in an organisation of its own: the rows must be the same. */
async function expectSameRows(wishes: (resources: string[]) => Wish[]): Promise<void> {
  const outcomes: string[][] = [];
  const rows: string[][] = [];
  for (const together of [true, false]) {
    const ctx = await makeOrganization(db);
    const resources = await times(3, (index) => makeResource(ctx, { id: `r${index}`, capacity: 30 }));
    const requests = wishes(resources).map(requestOf);
    const batches = together ? [requests] : requests.map((each) => [each]);
    const answers: string[] = [];
    for (const batch of batches) {
      for (const each of await executeAll(db, ctx.organizationId, batch)) {
        answers.push(`${each.ok ? "ok" : each.refusal} ${each.sequence} ${each.remaining}`);
      }
    }
    outcomes.push(answers);
    rows.push(await rowsOf(ctx));
    await expectInvariants(database, ctx);
  }
  expect(outcomes[0]).toEqual(outcomes[1]);
  expect(rows[0]).toEqual(rows[1]);
  expect(rows[0]?.length).toBeGreaterThan(20);
}

test("what a batch writes is what its requests would have written one by one", () =>
  expectSameRows(([one = ""]) => ONE_CLAIM.map((wish) => ({ ...wish, resources: [one] }))));

test("so it is with bookings of one and of several claims, of the same resource and of others", () =>
  expectSameRows(([one = "", two = "", three = ""]) => [
    ...ONE_CLAIM.map((wish) => ({ ...wish, resources: [two, one, two] })),
    { resources: [three], idempotency: key(9) },
  ]));

test("so it is with holds that later holds of the same holder replace", () =>
  expectSameRows(([one = "", two = ""]) => {
    const holder = "ab".repeat(32);
    return [
      { kind: "hold", holder, resources: [one], idempotency: key(1) },
      { resources: [one], idempotency: key(2) },
      { kind: "hold", holder, resources: [one, two], quantity: 2 },
      { kind: "hold", holder, resources: [two], attachment: person("last") },
    ];
  }));
