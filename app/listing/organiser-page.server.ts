import type { AppLoadContext } from "@remix-run/server-runtime";
import { ttlOf } from "#app/availability/cache.server.ts";
import type { Organization } from "#app/organizations/organizations.server.ts";
import { ctxOf } from "#app/platform/http/ctx-of-request.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { type Locale, localeOr } from "#app/platform/locales.ts";
import { localTimeOf } from "#app/platform/time-zone.ts";
import { type ListedEvents, listEventsBySession } from "./list-events.server.ts";
import { listMonth, type MonthDay } from "./list-month.server.ts";
import { type ListingQuery, listingQuery, requestedDays } from "./listing-query.ts";

const EVENTS_PER_PAGE = 20;

export interface OrganiserPageData {
  locale: Locale;
  organization: Organization;
  query: ListingQuery;
  /** Today in the organisation's zone. */
  today: string;
  now: Date;
  /** The requested days; `until` is exclusive. */
  days: { from: string; until: string } | undefined;
  list: ListedEvents | undefined;
  month: MonthDay[] | undefined;
}

/** Reads the data of an organisation's page for the request's URL. */
export async function openOrganiserPage(
  context: AppLoadContext,
  request: Request,
  organization: Organization,
): Promise<OrganiserPageData> {
  const ctx = ctxOf(context, organization.id);
  const query = listingQuery(new URL(request.url).searchParams);
  const today = localTimeOf(ctx.now, organization.timeZone).slice(0, 10);
  const days = requestedDays(query, today);
  const { text, free, past, after } = query;
  const asMonth = query.view === "month" && days !== undefined;
  const [month, list] = await Promise.all([
    asMonth ? listMonth(ctx, { text, free, days }) : undefined,
    asMonth
      ? undefined
      : listEventsBySession(ctx, { text, free, past, days }, { after, limit: EVENTS_PER_PAGE }),
  ]);
  // The page has too many resources to track each, so it is cached no longer than an availability view.
  context.page?.cache({ organizationId: organization.id, resourceIds: [], maxAgeMs: ttlOf(ctx.db) });
  const locale = preferencesOf(request).locale ?? localeOr(organization.locale);
  return { locale, organization, query, today, now: ctx.now, days, list, month };
}
