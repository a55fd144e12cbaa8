import type postgres from "postgres";

/** Throws when the seats that are taken are not those that were answered, or a ledger has a gap or another sum. */
export async function checkWhatWasBooked(
  sql: postgres.Sql,
  answered: number,
  implementation: string,
): Promise<void> {
  const [row] = await sql<{ taken: number; unsound: number }[]>`
    select coalesce(sum(r.booked + r.held), 0)::float8 as taken,
      count(*) filter (where r.version <> l.rows or r.version <> l.newest or r.booked <> l.booked or r.held <> l.held)::int
        as unsound
    from resources r cross join lateral (
      select count(*) as rows, max(sequence) as newest, sum(booked_delta) as booked, sum(held_delta) as held
      from ledger where organization_id = r.organization_id and resource_id = r.id) l
    where r.id not like 'past-%'`;
  if (row?.taken === answered && row.unsound === 0) return;
  throw new Error(
    `The ${implementation} answered ${answered} seats and stored ${row?.taken}; ` +
      `${row?.unsound} resources do not agree with their ledger.`,
  );
}

/** How many keys one transaction has written on average, of the calls of this database; undefined without any. */
export async function findBatchSize(sql: postgres.Sql): Promise<number | undefined> {
  const [row] = await sql<{ size: number | null }[]>`
    select count(*)::float8 / nullif(count(distinct xmin::text), 0) as size
    from idempotency_keys where created_at > now() - interval '12 hours'`;
  return row?.size ?? undefined;
}
