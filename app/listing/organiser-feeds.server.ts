import { and, desc, eq, gte, inArray, isNull } from "drizzle-orm";
import type { Event } from "#app/events/event.ts";
import { eventColumns, ownSlug } from "#app/events/find-events.server.ts";
import { plainText } from "#app/events/plain-text.server.ts";
import { whereWords } from "#app/events/where.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Organization } from "#app/organizations/organizations.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { lineStart, longSpan } from "#app/platform/dates.ts";
import { escapeXml } from "#app/platform/escape-markup.ts";
import * as paths from "#app/platform/http/paths.ts";
import { localeOr } from "#app/platform/locales.ts";
import { events, sessions, slugs } from "#db/schema/index.ts";
import { sessionColumns } from "./list-events.server.ts";

const MAX_ITEMS = 50;

/** Returns an RSS feed of the latest published events, with one item per event. */
export async function organiserFeed(ctx: Ctx, organization: Organization, origin: string): Promise<string> {
  const published = await ctx.db
    .select({ event: eventColumns, publishedAt: events.publishedAt })
    .from(events)
    .innerJoin(slugs, ownSlug)
    .where(
      and(
        eq(events.organizationId, ctx.organizationId),
        eq(events.state, "published"),
        eq(events.visibility, "public"),
      ),
    )
    .orderBy(desc(events.publishedAt), desc(events.id))
    .limit(MAX_ITEMS);
  const firsts = await firstDates(
    ctx,
    published.map(({ event }) => event.id),
  );
  const page = paths.absolute(origin, paths.organizationPage(organization.slug));
  const self = paths.absolute(origin, paths.organizationFeed(organization.slug));
  const items = published.map(({ event, publishedAt }) => {
    const url = paths.absolute(origin, paths.eventPage(event.slug));
    const first = firsts.get(event.id);
    const text = [first && whenAndWhere(event, first, ctx.now), plainText(event.description)]
      .filter(Boolean)
      .join("\n\n");
    return element("item", [
      element("title", event.title),
      element("link", url),
      `<guid isPermaLink="false">${event.id}</guid>`,
      publishedAt ? element("pubDate", publishedAt.toUTCString()) : "",
      element("description", text),
    ]);
  });
  const channel = element("channel", [
    element("title", organization.name),
    element("link", page),
    element("description", organization.name),
    element("language", organization.locale),
    `<atom:link href="${escapeXml(self)}" rel="self" type="application/rss+xml"/>`,
    ...items,
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">${channel}</rss>\n`;
}

async function firstDates(
  ctx: Ctx,
  eventIds: string[],
): Promise<Map<string, { startsAt: Date; endsAt: Date }>> {
  if (eventIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectDistinctOn([sessions.eventId], sessionColumns(sessions))
    .from(sessions)
    .where(
      and(
        eq(sessions.organizationId, ctx.organizationId),
        inArray(sessions.eventId, eventIds),
        gte(sessions.endsAt, ctx.now),
        isNull(sessions.cancelledAt),
      ),
    )
    .orderBy(sessions.eventId, sessions.startsAt);
  return new Map(rows.map((row) => [row.eventId, row]));
}

function whenAndWhere(event: Event, first: { startsAt: Date; endsAt: Date }, now: Date): string {
  const locale = localeOr(event.locale);
  const moment = { locale, timeZone: event.timeZone };
  const when = lineStart(longSpan(first, moment, now), moment);
  const where = whereWords(translator(locale), event);
  return where ? `${when}. ${where}` : when;
}

/** Returns an XML element. A string is escaped; an array contains markup. */
function element(name: string, content: string | string[]): string {
  const inner = typeof content === "string" ? escapeXml(content) : content.join("");
  return `<${name}>${inner}</${name}>`;
}
