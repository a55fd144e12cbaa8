import { mayBeSignedIn } from "#app/auth/sign-in-cookie.server.ts";
import { getAvailability, ttlOf } from "#app/availability/cache.server.ts";
import { editionOf, timesAnnounced } from "#app/availability/changes.server.ts";
import { holdOfCookie } from "#app/checkout/hold-cookie.ts";
import { isHoldToken } from "#app/checkout/hold-token.ts";
import { accessTokenIn, isAccessToken } from "#app/events/access.server.ts";
import { eventFacts, organizationTopic, withdrawnTopic } from "#app/events/event-facts.server.ts";
import type { PageCacheOptions } from "#app/host/page-cache/page-cache.ts";
import { listingParameters, listingQuery } from "#app/listing/listing-query.ts";
import { now } from "#app/platform/clock.ts";
import { type Ctx, type CtxParts, systemCtx } from "#app/platform/ctx.ts";
import { newFormToken } from "#app/platform/http/form-tokens.ts";
import type { PageFacts } from "#app/platform/http/page-caching.ts";
import { LOCALE_PARAMETER, PREFERENCE_COOKIES, preferencesOf } from "#app/platform/http/preferences.ts";
import { isId } from "#app/platform/ids.ts";
import { isLocale } from "#app/platform/locales.ts";
import type { RateLimits } from "#app/platform/services.ts";

/**
 * Returns the page cache's rules, for pages whose routes declare one as `cachedAs`: they are the same for all visitors of a
 * language and theme. Each page reports what it depends on through `context.page`.
 */
function rulesOf({ signer, rateLimits }: CacheParts): Required<PageCacheOptions["rules"]> {
  // Private events alone have such cookies; whether the code is still the present one is seen when the page is rendered.
  const hasEntered = (request: Request, path: string, secure: boolean) => {
    const token = accessTokenIn(request, slugOf(path), secure);
    return token !== undefined && isAccessToken(signer, slugOf(path), token, now());
  };
  return {
    event: {
      query: eventParameters,
      // A code leads away from its address, so that is not kept.
      own: { h: (value) => isHoldToken(signer, value), code: () => true },
      // The signature decides, without a query. The limit counts per hold, so that copies of a cookie share it.
      isOwnByCookie({ request, context: { secure } }, path) {
        if (hasEntered(request, path, secure)) return true;
        const hold = holdOfCookie(request, slugOf(path), { signer, secure }, now());
        return hold !== undefined && (rateLimits?.consume("own-page", hold).ok ?? true);
      },
    },
    // About the event alone, which members see as everyone else does.
    opening: {
      query: languageOf,
      sameForMembers: true,
      isOwnByCookie: ({ request, context: { secure } }, path) => hasEntered(request, path, secure),
    },
    listing: { query: listingParametersOf },
    // Files for programs: the same for all clients.
    file: { isFile: true },
    // In one language, and about no organisation.
    reference: { sameForMembers: true },
  };
}

/** Returns the slug in the path of an event's page, "/e/<slug>". */
const slugOf = (path: string) => path.split("/")[2] ?? "";

const languageOf = (search: URLSearchParams) => {
  const asked = search.get(LOCALE_PARAMETER);
  return { [LOCALE_PARAMETER]: isLocale(asked) ? asked : undefined };
};

const idIn = (text: string | null) => (text !== null && isId(text) ? text : undefined);

const MAX_SEATS = 9_999;

function eventParameters(search: URLSearchParams): Record<string, string | undefined> {
  const seats = Math.trunc(Number(search.get("seats")));
  return {
    session: idIn(search.get("session")),
    from: idIn(search.get("from")),
    seats: seats > 1 ? String(Math.min(seats, MAX_SEATS)) : undefined,
    released: search.get("released") === "1" ? "1" : undefined,
    ...languageOf(search),
  };
}

/** Returns the query of a listing page. A list of organisations continues after an id, one of events after a moment. */
function listingParametersOf(search: URLSearchParams): Record<string, string | undefined> {
  const read = listingParameters(listingQuery(search));
  return { ...read, after: read.after ?? idIn(search.get("after")), ...languageOf(search) };
}

/** Minimum time between two renderings of a page. */
const PACE_MS = 250;

interface CacheParts extends CtxParts {
  /** Counts the pages rendered for visitors with holds; without it they are not limited. */
  rateLimits?: Pick<RateLimits, "consume">;
}

/** Returns the options of the page cache that depend on what pages are about. */
export function cachedPages(parts: CacheParts) {
  const { db, signer } = parts;
  return {
    rules: rulesOf(parts),
    cookies: PREFERENCE_COOKIES,
    paceMs: Math.min(PACE_MS, ttlOf(db)),
    variantOf(request: Request): string {
      const { locale, theme, elsewhere } = preferencesOf(request);
      return `${locale ?? ""} ${theme ?? ""} ${elsewhere ?? ""}`;
    },
    isPersonal: (request: Request) => mayBeSignedIn(db, request),
    mintToken: (purpose: string) => newFormToken(signer, purpose, now()),
    withdrawalsOf: ({ organizationId }: PageFacts) =>
      organizationId === undefined ? 0 : timesAnnounced(db, withdrawnTopic(organizationId)),
    stampOf: (facts: PageFacts) => stampOf(systemCtx(parts, facts.organizationId ?? ""), facts),
  };
}

/** Returns a stamp of all versions that a page depends on, and of how many of its turns have passed. */
async function stampOf(ctx: Ctx, facts: PageFacts): Promise<string> {
  const { organizationId, eventSlug, resourceIds, topics = [], turns = [] } = facts;
  const [views, about] = await Promise.all([
    getAvailability(ctx, resourceIds),
    eventSlug === undefined ? undefined : eventFacts(ctx.db, eventSlug),
  ]);
  const present = ctx.now.getTime();
  const isPast = (turn: number | null) => turn !== null && turn <= present;
  let [versions, past] = [0, turns.filter((turn) => isPast(turn.getTime())).length];
  for (const { version, opensAt, closesAt } of views.values()) {
    versions += version;
    past += Number(isPast(opensAt)) + Number(isPast(closesAt));
  }
  const { event, maintenance } = about ?? {};
  // Includes the id, since another event of the same slug would often have the same version.
  const ofEvent = [event?.id, event?.version, event?.state, maintenance && (maintenance.message ?? "on")];
  const ofOrganization = organizationId === undefined ? [] : [organizationTopic(organizationId)];
  const editions = [...ofOrganization, ...topics].map((topic) => editionOf(ctx.db, topic));
  return [views.size, versions, past, ...editions, ...ofEvent].join("|");
}
