import { sql } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";

/**
 * Creates this many published events with two dates each, a quarter of an hour apart from event to event: half of the events
 * are over, the others are to come. Every other event is full. Written directly to the tables, since the features would take
 * minutes. The Ctx needs the owner's `db`, who may analyse them.
 */
export async function makeManyEvents(ctx: Ctx, count: number): Promise<void> {
  const { db, organizationId: organization } = ctx;
  const id = (kind: string, i = "i") => sql.raw(`md5('${kind}' || ${i} || '${organization}')::uuid`);
  const start = sql.raw(
    `date_trunc('minute', now()) + (i - ${count} / 2) * interval '15 minutes' + d * interval '7 days'`,
  );
  await db.execute(sql`insert into events
    (organization_id, id, title, place, time_zone, stock, state, max_per_booking, published_at)
    select ${organization}::uuid, ${id("event")}, 'Evening ' || i, 'Hall ' || i % 7, 'Europe/London',
      (array['marigold', 'coral', 'rose', 'iris', 'cobalt', 'lagoon', 'mint', 'lime'])[i % 8 + 1], 'published', 4,
      now() - i * interval '1 minute'
    from generate_series(1, ${count}::int) i`);
  // Each table is analysed before another references it, or each foreign key check would scan all of it.
  await db.execute(sql`analyze events`);
  await db.execute(sql`insert into slugs (slug, organization_id, event_id)
    select 'evening-' || i || '-' || left(${organization}, 8), ${organization}::uuid, ${id("event")}
    from generate_series(1, ${count}::int) i`);
  await db.execute(sql`insert into sessions (organization_id, id, event_id, starts_at, ends_at)
    select ${organization}::uuid, ${id("session", "i || '.' || d")}, ${id("event")}, ${start}, ${start} + interval '2 hours'
    from generate_series(1, ${count}::int) i, generate_series(0, 1) d`);
  await db.execute(sql`analyze sessions`);
  await db.execute(sql`insert into session_resources (organization_id, session_id, position, resource_id)
    select organization_id, id, 1, id::text from sessions where organization_id = ${organization}::uuid
    on conflict do nothing`);
  await db.execute(sql`insert into resources
    (organization_id, id, type, capacity, booked, version, head, lowest_margin, created_at)
    select organization_id, id::text, 'session', 10,
      case when event_id in (select ${id("event")} from generate_series(2, ${count}::int, 2) i) then 10 else 3 end,
      1, '\\x00', 0, now()
    from sessions where organization_id = ${organization}::uuid`);
  await db.execute(sql`analyze slugs, session_resources, resources`);
}

/** Adds this many dates to an event, an hour each, from three days ahead; each has five seats. */
export async function addManySessions(ctx: Ctx, eventId: string, count: number): Promise<void> {
  const { db, organizationId } = ctx;
  await db.execute(sql`
    with made as (
      insert into sessions (organization_id, id, event_id, starts_at, ends_at)
      select ${organizationId}, gen_random_uuid(), ${eventId}, now() + interval '3 days' + n * interval '1 hour',
        now() + interval '3 days' + (n + 1) * interval '1 hour' from generate_series(1, ${count}::int) n returning id
    ), own as (
      insert into session_resources (organization_id, session_id, position, resource_id)
      select ${organizationId}, id, 1, id::text from made returning resource_id
    )
    insert into resources (organization_id, id, type, capacity, version, head, lowest_margin, scope, created_at)
    select ${organizationId}, resource_id, 'session', 5, 1, '\\x00'::bytea, 5, ${eventId}, now() from own`);
}
