import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import type { DeliveryKind } from "./deliveries.server.ts";

/** A leased delivery, with the data of its endpoint. */
export interface TakenDelivery {
  organizationId: string;
  endpointId: string;
  eventId: string;
  type: string;
  subjectId: string | null;
  happenedAt: Date;
  kind: DeliveryKind;
  /** Number of attempts, including this one. */
  attempts: number;
  body: string | null;
  url: string;
  /** The numbers of the valid secrets, newest first. */
  secretNumbers: number[];
}

/** The lease of a delivery: slightly longer than an attempt may take. */
const LEASE_SECONDS = 10;
/** Maximum deliveries in flight per healthy endpoint and instance; a failing endpoint has one. */
const MAX_IN_FLIGHT_PER_ENDPOINT = 4;

export interface TakeOptions {
  /** Whether to lease deliveries of failing endpoints or of healthy ones. */
  failing: boolean;
  /** Maximum number of deliveries. */
  limit: number;
  /** Deliveries in flight on this instance, by endpoint id. */
  inFlight: Record<string, number>;
}

/**
 * Leases due deliveries, a few per endpoint, so that endpoints do not delay each other. Deliveries of one booking are in
 * order: each waits until the previous one has succeeded or was given up. Skips rows locked by other instances. Tests and
 * resends do not wait, and are also leased for disabled endpoints.
 */
export async function takeDeliveries(db: Db, options: TakeOptions): Promise<TakenDelivery[]> {
  const most = options.failing ? 1 : MAX_IN_FLIGHT_PER_ENDPOINT;
  const rows = await db.execute<Record<string, string | null>>(sql`
    with mine as (
      select due.organization_id, due.endpoint_id, due.event_id, e.url, e.secret_number,
        e.secret_number > 1 and e.previous_secret_until > now() as both
      from webhook_endpoints e cross join lateral (
        select d.organization_id, d.endpoint_id, d.event_id, d.due_at from webhook_deliveries d
        where d.organization_id = e.organization_id and d.endpoint_id = e.id
          and d.state = 'pending' and d.due_at <= now()
          and (d.kind <> 'delivery' or e.state = 'active' and not exists (
            select 1 from webhook_deliveries earlier
            where earlier.organization_id = d.organization_id and earlier.endpoint_id = d.endpoint_id
              and earlier.subject_id = d.subject_id and earlier.state = 'pending'
              and earlier.position < d.position))
        order by d.due_at
        limit greatest(0, ${most}::int - coalesce((${JSON.stringify(options.inFlight)}::jsonb ->> e.id::text)::int, 0))
        for update skip locked
      ) due
      where (e.failing_since is not null) = ${options.failing}
      order by due.due_at limit ${options.limit}
    )
    update webhook_deliveries d
    set due_at = now() + make_interval(secs => ${LEASE_SECONDS}), attempts = attempts + 1
    from mine
    where d.organization_id = mine.organization_id and d.endpoint_id = mine.endpoint_id
      and d.event_id = mine.event_id
    returning d.organization_id, d.endpoint_id, d.event_id, d.type, d.subject_id, d.happened_at, d.kind,
      d.attempts, d.body, mine.url, mine.secret_number, mine.both`);
  return rows.map(readTaken);
}

function readTaken(row: Record<string, unknown>): TakenDelivery {
  const number = Number(row.secret_number);
  return {
    organizationId: String(row.organization_id),
    endpointId: String(row.endpoint_id),
    eventId: String(row.event_id),
    type: String(row.type),
    subjectId: row.subject_id === null ? null : String(row.subject_id),
    happenedAt: new Date(String(row.happened_at)),
    kind: row.kind as DeliveryKind,
    attempts: Number(row.attempts),
    body: row.body === null ? null : String(row.body),
    url: String(row.url),
    secretNumbers: row.both ? [number, number - 1] : [number],
  };
}
