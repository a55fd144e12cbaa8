import { and, desc, eq, gte, inArray } from "drizzle-orm";
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { Organization } from "#app/organizations/organizations.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { longSpan } from "#app/platform/dates.ts";
import { isKeepable } from "#app/platform/instants.ts";
import * as paths from "#app/platform/paths.ts";
import { events, sessions, slugs } from "#db/schema/index.ts";
import type { Event } from "./event.ts";
import { eventColumns, ownEvent, ownSlug } from "./find-events.server.ts";
import { sessionColumns } from "./list-events.server.ts";
import { plainText } from "./plain-text.server.ts";

const MOST_NEWS = 50;
const MOST_DATES = 1_000;
/** What is over stays in the calendars of those who follow for this long. */
const KEPT_MS = 31 * 24 * 60 * 60 * 1_000;

/** RSS of what was published last: one entry an event, so that a follower hears of each once. */
export async function organiserFeed(ctx: Ctx, organization: Organization, origin: string): Promise<string> {
  const published = await ctx.db
    .select({ event: eventColumns, publishedAt: events.publishedAt })
    .from(events)
    .innerJoin(slugs, ownSlug)
    .where(and(eq(events.organizationId, ctx.organizationId), eq(events.state, "published")))
    .orderBy(desc(events.publishedAt), desc(events.id))
    .limit(MOST_NEWS);
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
    `<atom:link href="${escaped(self)}" rel="self" type="application/rss+xml"/>`,
    ...items,
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">${channel}</rss>\n`;
}

/** A calendar to subscribe to: every date that comes, and those that were cancelled, marked as such. */
export async function organiserCalendar(
  ctx: Ctx,
  organization: Organization,
  origin: string,
): Promise<string> {
  const dates = await ctx.db
    .select({ event: eventColumns, session: sessionColumns(sessions) })
    .from(sessions)
    .innerJoin(events, ownEvent)
    .innerJoin(slugs, ownSlug)
    .where(
      and(
        eq(sessions.organizationId, ctx.organizationId),
        gte(sessions.startsAt, new Date(ctx.now.getTime() - KEPT_MS)),
        inArray(events.state, ["published", "cancelled"]),
      ),
    )
    .orderBy(sessions.startsAt, sessions.id)
    .limit(MOST_DATES);
  const calendar = ical({
    name: organization.name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Reservo", product: "Reservo" },
    url: paths.absolute(origin, paths.organizationPage(organization.slug)),
    // In seconds: once an hour is often enough for dates that are made weeks ahead.
    ttl: 3_600,
  });
  for (const { event, session } of dates) {
    // Calendars write years in four digits; one entry that they cannot read would cost them all others.
    if (!isKeepable(session.startsAt) || !isKeepable(session.endsAt)) continue;
    // Times are in UTC: that is right on both sides of a clock change, in whatever zone a calendar shows it.
    calendar.createEvent({
      id: `session-${session.id}@reservo`,
      sequence: event.version,
      stamp: ctx.now,
      start: session.startsAt,
      end: session.endsAt,
      summary: session.label ? `${event.title}: ${session.label}` : event.title,
      description: plainText(event.description),
      location: event.place || null,
      url: paths.absolute(origin, paths.eventPage(event.slug, { session: session.id })),
      status: event.state === "cancelled" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
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
      ),
    )
    .orderBy(sessions.eventId, sessions.startsAt);
  return new Map(rows.map((row) => [row.eventId, row]));
}

function whenAndWhere(event: Event, first: { startsAt: Date; endsAt: Date }, now: Date): string {
  const moment = { locale: event.locale, timeZone: event.timeZone };
  const when = longSpan(first, moment, now);
  return event.place ? `${when}. ${event.place}` : when;
}

/** An element of XML: parts that are given as a list are markup already, a text is not. */
function element(name: string, content: string | string[]): string {
  const inner = typeof content === "string" ? escaped(content) : content.join("");
  return `<${name}>${inner}</${name}>`;
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text for XML, without the characters that XML cannot hold. */
function escaped(text: string): string {
  return [...text.toWellFormed().replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? "")]
    .filter((sign) => sign >= " " || sign === "\n" || sign === "\t")
    .join("");
}
