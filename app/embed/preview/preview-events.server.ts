import { listEventsBySession } from "#app/listing/list-events.server.ts";
import { listOrganizations } from "#app/organizations/organizations.server.ts";
import { type CtxParts, systemCtx } from "#app/platform/ctx.ts";

/** Lists a few events of the first organisation for the example website. */
export async function listEventsForPreview(parts: CtxParts) {
  const [organization] = await listOrganizations(parts.db, 1);
  if (!organization) return [];
  const ctx = systemCtx(parts, organization.id);
  const { events } = await listEventsBySession(ctx, { past: false, text: "", free: false }, { limit: 12 });
  // Events with free seats make the better example.
  const open = events.filter((event) => event.session.seats.remaining > 0);
  return (open.length > 0 ? open : events).map(({ slug, title }) => ({
    slug,
    title,
    organization: organization.slug,
  }));
}
