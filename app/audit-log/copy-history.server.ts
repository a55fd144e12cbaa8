import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { OutboxRow } from "#db/schema/index.ts";

/**
 * Copies changes of bookings by members and API keys from the history to the audit log, in the transaction that removes them
 * from the outbox, so that each is copied once. Guests' changes of their own bookings and scheduled work are in the history
 * only. Call it last, as `record`. The order of the rows is also the order of the locks on the organisations' chains, so that
 * two relays never wait for each other.
 */
export async function copyHistory(tx: Tx, rows: readonly OutboxRow[]): Promise<void> {
  const taken = rows.map(({ organization_id, id }) => ({ organization_id, id }));
  await tx.execute(sql`
    insert into audit_log (organization_id, actor_kind, actor_id, channel, action, object_kind, object_id, after)
    select h.organization_id, h.actor, h.actor_id, case h.actor when 'key' then 'api' else 'page' end,
      'booking.' || h.kind, 'booking', h.booking_id, jsonb_strip_nulls(jsonb_build_object(
        'history', h.id, 'position', h.position, 'actsAs', h.acts_as, 'warnings', to_jsonb(h.warnings)))
    from jsonb_to_recordset(${JSON.stringify(taken)}::jsonb) as taken(organization_id uuid, id uuid)
    join history h on h.organization_id = taken.organization_id and h.id = taken.id
    where h.actor in ('member', 'key')
    order by h.organization_id, h.at, h.booking_id, h.position`);
}
