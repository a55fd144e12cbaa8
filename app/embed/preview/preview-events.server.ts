import { listEventsBySession } from "#app/listing/list-events.server.ts";
import { listOrganizations } from "#app/organizations/organizations.server.ts";
import { now } from "#app/platform/clock.ts";
import type { Log } from "#app/platform/log.ts";
import type { Db } from "#db/client.ts";

/** A few events of the first organisation, for the example website to show. */
export async function listEventsForPreview(db: Db, log: Log) {
  const [organization] = await listOrganizations(db, 1);
  if (!organization) return [];
  const ctx = { db, organizationId: organization.id, now: now(), log, actor: { kind: "system" as const } };
  const { events } = await listEventsBySession(ctx, { past: false, text: "", free: false }, { limit: 12 });
  // Those with free seats say more than those without.
  const open = events.filter((event) => event.session.seats.remaining > 0);
  return (open.length > 0 ? open : events).map(({ slug, title }) => ({
    slug,
    title,
    organization: organization.slug,
  }));
}
