import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";

/** Longer than a transaction can last: what was decided before that is committed by now, or never will be. */
const SETTLED_SECONDS = 30;

/**
 * Counts the rejections since the last round by reason, up to half a minute ago, where all transactions have ended. Of two
 * concurrent instances, one counts.
 */
export async function gatherRejections(db: Db, settledSeconds = SETTLED_SECONDS): Promise<void> {
  await db.execute(sql`
    with due as (
      select o.id, coalesce(c.read_to, '-infinity') as since,
        now() - make_interval(secs => ${settledSeconds}) as until
      from organizations o left join rejection_cursors c on c.organization_id = o.id
    ), gained as (
      select d.id, r.rejection_reason as reason, count(*) as rejected
      from due d join reservations r on r.organization_id = d.id and r.status = 'REJECTED'
        and r.created_at > d.since and r.created_at <= d.until
      group by d.id, r.rejection_reason
    ), moved as (
      insert into rejection_cursors as c (organization_id, read_to)
      select id, until from due where id in (select id from gained) order by id
      on conflict (organization_id) do update set read_to = excluded.read_to
        where c.read_to = (select since from due where id = c.organization_id)
      returning organization_id
    )
    insert into rejection_counts as n (organization_id, reason, rejected)
    select g.id, g.reason, g.rejected from gained g join moved m on m.organization_id = g.id order by g.id, g.reason
    on conflict (organization_id, reason) do update set rejected = n.rejected + excluded.rejected`);
}
