import { sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, expect, test } from "vitest";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import { newId } from "#app/platform/ids.ts";
import { readAuditQuery } from "#app/team/audit-query.ts";
import { listAudit } from "#app/team/list-audit.server.ts";
import { bookSome, ctxIn, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const { db, owner } = await testDatabase();
const ROWS = 60_000;
const ctx = await makeOrganization(db);
const [rareActor, rareObject] = [newId(), newId()];

/** A year of changes, few of them by one member, about one object, or of keys. */
beforeAll(async () => {
  // A client of its own: the product's ends statements that take as long as these.
  const filler = postgres(owner.url, { max: 1, onnotice: () => {} });
  try {
    await filler.unsafe("alter table audit_log disable trigger all");
    await filler.unsafe(
      `insert into audit_log (organization_id, sequence, at, actor_kind, actor_id, channel, action, object_kind, object_id)
       select $1::uuid, n, timestamptz '2030-01-01 00:00+00' + n * interval '150 seconds', 'key',
         case when n % 15000 = 7 then $2::uuid else md5((n % 20)::text)::uuid end, 'api',
         case when n % 12000 = 9 then 'key.created' when n % 3 = 0 then 'event.saved' else 'booking.confirmed' end,
         'booking', case when n % 15000 = 11 then $3::uuid else gen_random_uuid() end
       from generate_series(1, ${ROWS}) n`,
      [ctx.organizationId, rareActor, rareObject],
    );
    await filler.unsafe("alter table audit_log enable trigger all");
    await filler.unsafe("alter table history disable trigger all");
    await filler.unsafe(
      `insert into history (organization_id, id, booking_id, position, kind, actor, request_id, at)
       select $1::uuid, gen_random_uuid(), gen_random_uuid(), 1, 'confirmed', 'guest', gen_random_uuid(), now()
       from generate_series(1, ${ROWS}) n`,
      [ctx.organizationId],
    );
    await filler.unsafe("alter table history enable trigger all");
    await filler.unsafe("analyze audit_log, history");
  } finally {
    await filler.end();
  }
}, 120_000);

/** Returns how many rows of the tables the work has read, by the database's own count. */
async function rowsRead(work: () => Promise<unknown>): Promise<number> {
  const before = await countedRows();
  await work();
  return (await countedRows()) - before;
}

async function countedRows(): Promise<number> {
  // Each connection reports its counts when it is asked to.
  await Promise.all(
    Array.from({ length: 10 }, () => db.execute(sql`select pg_stat_force_next_flush(), pg_sleep(0.05)`)),
  );
  const [row] = await db.execute<{ read: string }>(sql`
    select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as read from pg_stat_user_tables
    where relname in ('audit_log', 'history')`);
  return Number(row?.read);
}

const page = (query: string) => listAudit(ctx, readAuditQuery(new URLSearchParams(query)), "Europe/Berlin");

test.each([
  ["", 50],
  ["after=30000", 50],
  [`actor=${rareActor}`, 4],
  [`object=${rareObject}`, 4],
  [`actor=${newId()}`, 0],
  ["group=key", 5],
  ["group=key&after=30000", 3],
  ["group=event", 50],
  ["group=webhook", 0],
  ["from=2030-03-01&to=2030-03-01", 50],
  ["to=2030-01-01", 50],
  ["from=2039-01-01", 0],
  [`actor=${rareActor}&group=booking&from=2030-02-01&to=2030-12-01`, 2],
])("the page ?%s of %i rows reads little more than it shows", async (query, shown) => {
  let length = -1;
  const read = await rowsRead(async () => {
    length = (await page(query)).rows.length;
  });
  expect(length).toBe(shown);
  expect(read).toBeLessThan(1_000);
});

test("days begin at midnight in the organisation's zone", async () => {
  const { rows } = await page("from=2030-03-01&to=2030-03-01");
  expect(rows.at(0)?.at.toISOString()).toBe("2030-03-01T22:57:30.000Z");
  const all = [...rows];
  for (let next = (await page("from=2030-03-01&to=2030-03-01")).next; next !== undefined; ) {
    const more = await page(`from=2030-03-01&to=2030-03-01&after=${next}`);
    all.push(...more.rows);
    next = more.next;
  }
  expect(all).toHaveLength((24 * 3_600) / 150);
  expect(all.at(-1)?.at.toISOString()).toBe("2030-02-28T23:00:00.000Z");
});

test("the relay reads of the history what it copies, however long the history is", async () => {
  const member = ctxIn(db, ctx.organizationId, { kind: "member", id: newId() });
  const resource = await makeResource(ctx, { capacity: 1_000 });
  await Promise.all(Array.from({ length: 20 }, () => bookSome(member, resource)));
  const read = await rowsRead(async () => {
    while ((await emptyOutbox(db)) > 0);
  });
  expect(read).toBeLessThan(1_000);
  expect((await page("")).rows.filter(({ actorKind }) => actorKind === "member")).toHaveLength(20);
});
