import { findOrganization } from "#app/organizations/organizations.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Moment } from "#app/platform/dates.ts";
import type { Locale } from "#app/platform/locales.ts";
import { countWaiting, listAttempts } from "./deliveries.server.ts";
import { type Endpoint, findEndpoint } from "./endpoints.server.ts";

export interface WebhookView {
  endpoint: Endpoint;
  page: Awaited<ReturnType<typeof listAttempts>>;
  waiting: Awaited<ReturnType<typeof countWaiting>>;
  moment: Moment;
  now: Date;
  /** Whether this is not the first page of attempts. */
  later: boolean;
}

/** Reads an endpoint with a page of its attempts: those after the cursor `after`, or the newest. */
export async function readWebhook(
  ctx: Ctx,
  found: Endpoint,
  { after, locale }: { after: string | undefined; locale: Locale },
): Promise<WebhookView> {
  const waiting = await countWaiting(ctx, found);
  // Read after the pending count: a page without pending deliveries does not reload, so it must show their results.
  const [endpoint = found, page, organization] = await Promise.all([
    findEndpoint(ctx, found.id),
    listAttempts(ctx, found.id, { after }),
    findOrganization(ctx.db, ctx.organizationId),
  ]);
  const moment = { locale, timeZone: organization?.timeZone ?? "UTC" };
  return { endpoint, page, waiting, moment, now: ctx.now, later: after !== undefined };
}
