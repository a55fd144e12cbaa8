import { SIGN_IN_COOKIE } from "#app/auth/sign-ins.server.ts";
import { getAvailability, ttlOf } from "#app/availability/cache.server.ts";
import { editionOf } from "#app/availability/changes.server.ts";
import { eventFacts, organizationTopic } from "#app/events/event-facts.server.ts";
import type { PageCacheOptions } from "#app/host/page-cache/page-cache.ts";
import { now } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { readCookie } from "#app/platform/http/cookies.ts";
import { newFormToken } from "#app/platform/http/form-tokens.ts";
import type { PageFacts } from "#app/platform/http/page-keeping.ts";
import { LOCALE_PARAMETER, preferencesOf } from "#app/platform/http/preferences.ts";
import type { Log } from "#app/platform/log.ts";
import type { Services } from "#app/platform/services.ts";

/** What is somebody's own, whatever page it is a parameter of. */
const NEVER = ["h", "t", "preview"];

/**
 * How the pages are kept whose routes declare a rule as `cachedAs`: they are the same for all visitors of a language and a
 * theme. Each says by `context.page` what it rests on.
 */
const RULES: Required<PageCacheOptions["rules"]> = {
  event: { query: ["session", "from", "seats", LOCALE_PARAMETER], never: NEVER },
  // The parameters that a listing of an organisation's events reads, but for a search, which is seldom made twice.
  listing: {
    query: ["view", "month", "day", "free", "past", "after", LOCALE_PARAMETER],
    never: ["q", ...NEVER],
  },
  // What programs fetch: the same for everybody.
  file: { query: [], isFile: true },
  // Written in one language, and about nobody's events.
  reference: { query: [], sameForMembers: true },
};

/** The least time between two renderings of a page, in milliseconds. */
const PACE_MS = 250;

/** How the host keeps pages, as far as it takes knowing what pages are about. */
export function cachedPages({ db, secret }: Pick<Services, "db" | "secret">, log: Log) {
  return {
    rules: RULES,
    paceMs: Math.min(PACE_MS, ttlOf(db)),
    variantOf(request: Request): string {
      const { locale, theme } = preferencesOf(request);
      return `${locale ?? ""} ${theme ?? ""}`;
    },
    isPersonal: (request: Request) =>
      [true, false].some((secure) => readCookie(request, SIGN_IN_COOKIE, secure) !== undefined),
    mintToken: (purpose: string) => newFormToken(secret, purpose, now()),
    stampOf: (facts: PageFacts) =>
      stampOf(
        { db, log, organizationId: facts.organizationId ?? "", now: now(), actor: { kind: "guest" } },
        facts,
      ),
  };
}

/** Every version that a page rests on, and how many of its turns have come. */
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
  // With its id, since another event of the same name would often have the same version.
  const ofEvent = [event?.id, event?.version, event?.state, maintenance && (maintenance.message ?? "on")];
  const ofOrganization = organizationId === undefined ? [] : [organizationTopic(organizationId)];
  const editions = [...ofOrganization, ...topics].map((topic) => editionOf(ctx.db, topic));
  return [views.size, versions, past, ...editions, ...ofEvent].join("|");
}
