import { listEventsBySession } from "#app/listing/list-events.server.ts";
import { listOrganizations } from "#app/organizations/organizations.server.ts";
import { type CtxParts, systemCtx } from "#app/platform/ctx.ts";

/** A few events of the first organisation, for the example website to show. */
export async function listEventsForPreview(parts: CtxParts) {
  const [organization] = await listOrganizations(parts.db, 1);
  if (!organization) return [];
  const ctx = systemCtx(parts, organization.id);
  const { events } = await listEventsBySession(ctx, { past: false, text: "", free: false }, { limit: 12 });
  // Those with free seats say more than those without.
  const open = events.filter((event) => event.session.seats.remaining > 0);
  return (open.length > 0 ? open : events).map(({ slug, title }) => ({
    slug,
    title,
    organization: organization.slug,
  }));
}
