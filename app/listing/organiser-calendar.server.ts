import { and, eq, gte, inArray } from "drizzle-orm";
import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { editionOf } from "#app/availability/changes.server.ts";
import { isSessionCancelled } from "#app/events/event.ts";
import { organizationTopic } from "#app/events/event-facts.server.ts";
import { eventColumns, ownEvent, ownSlug } from "#app/events/find-events.server.ts";
import { plainText } from "#app/events/plain-text.server.ts";
import { whereWords } from "#app/events/where.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Organization } from "#app/organizations/organizations.server.ts";
import { cachePerDatabase } from "#app/platform/async-cache.ts";
import { pause } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import * as paths from "#app/platform/http/paths.ts";
import { isStorableInstant } from "#app/platform/instants.ts";
import { localeOr } from "#app/platform/locales.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { inFile } from "#app/platform/text/normalise.ts";
import { events, sessions, slugs } from "#db/schema/index.ts";
import { sessionColumns } from "./list-events.server.ts";

const MAX_DATES = 1_000;
/** How long past dates stay in subscribed calendars. */
const PAST_DATES_KEPT_MS = 31 * 24 * 60 * 60 * 1_000;

/** The maximum age of a cached calendar without an announced change. */
export const CALENDAR_MAX_AGE_MS = 60_000;
/** Maximum cached calendars: one of a thousand dates has some 650 kB. */
const MAX_CACHED_CALENDARS = 20;
const calendarsOf = cachePerDatabase<string>({ max: MAX_CACHED_CALENDARS, ttl: CALENDAR_MAX_AGE_MS });

/**
 * Returns the calendar to subscribe to, with all upcoming dates; cancelled ones are marked as such. A thousand dates take
 * 200 ms or more, so it is cached for all origins together: without PUBLIC_ORIGIN they come from the Host header, where a
 * client can send any value.
 */
export async function organiserCalendar(
  ctx: Ctx,
  organization: Organization,
  origin: string,
): Promise<string> {
  const edition = editionOf(ctx.db, organizationTopic(ctx.organizationId));
  const name = `${ctx.organizationId} ${edition}`;
  return atOrigin(await calendarsOf(ctx.db).getOrRead(name, () => makeCalendar(ctx, organization)), origin);
}

type Dates = Awaited<ReturnType<typeof listDates>>;

/** Dates serialised per event-loop turn; they take about 10 ms. */
const DATES_PER_TURN = 40;

async function makeCalendar(ctx: Ctx, organization: Organization): Promise<string> {
  // Calendars support only four-digit years, and one unreadable entry would make them reject the file.
  const dates = (await listDates(ctx)).filter(
    ({ session }) => isStorableInstant(session.startsAt) && isStorableInstant(session.endsAt),
  );
  const [head = "", end = ""] = calendarOf(ctx, organization, []).split(/(?=END:VCALENDAR)/);
  const parts = [head];
  for (let at = 0; at < dates.length; at += DATES_PER_TURN) {
    const part = calendarOf(ctx, organization, dates.slice(at, at + DATES_PER_TURN));
    parts.push(part.slice(part.indexOf("BEGIN:VEVENT"), part.lastIndexOf("END:VCALENDAR")));
    await pause(0);
  }
  return [...parts, end].join("");
}

function listDates(ctx: Ctx) {
  return ctx.db
    .select({ event: eventColumns, session: sessionColumns(sessions) })
    .from(sessions)
    .innerJoin(events, ownEvent)
    .innerJoin(slugs, ownSlug)
    .where(
      and(
        eq(sessions.organizationId, ctx.organizationId),
        gte(sessions.startsAt, new Date(ctx.now.getTime() - PAST_DATES_KEPT_MS)),
        inArray(events.state, ["published", "cancelled"]),
        eq(events.visibility, "public"),
      ),
    )
    .orderBy(sessions.startsAt, sessions.id)
    .limit(MAX_DATES);
}

/** Placeholder for the origin in cached calendars. */
const ANY_ORIGIN = "http://origin.invalid";

function calendarOf(ctx: Ctx, organization: Organization, dates: Dates): string {
  const calendar = ical({
    name: inFile(organization.name),
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Reservo", product: "Reservo" },
    url: paths.absolute(ANY_ORIGIN, paths.organizationPage(organization.slug)),
    // In seconds: hourly is enough for dates that are planned weeks ahead.
    ttl: 3_600,
  });
  for (const { event, session } of dates) {
    // Times are in UTC, which is correct on both sides of a clock change, in whatever zone a calendar shows them.
    calendar.createEvent({
      id: `session-${session.id}@reservo`,
      sequence: event.version,
      stamp: ctx.now,
      start: session.startsAt,
      end: session.endsAt,
      summary: inFile(session.label ? `${isolated(event.title)}: ${isolated(session.label)}` : event.title),
      description: inFile(descriptionOf(event)),
      location: inFile(whereWords(translator(localeOr(event.locale)), event)) || null,
      url: paths.absolute(ANY_ORIGIN, paths.eventPage(event.slug, { session: session.id })),
      status: isSessionCancelled(event, session) ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}

/** Returns the event's description and price, in the event's language. */
function descriptionOf({ description, price, locale }: Dates[number]["event"]): string {
  const t = translator(localeOr(locale));
  const lines = [plainText(description), price ? `${t("event.price")}: ${isolated(price)}` : ""];
  return lines.filter(Boolean).join("\n\n");
}

/** A URL property with its continuation lines. The origin is in the first line. */
const ADDRESS = /^(URL(?:;VALUE=URI)?:)http:\/\/origin\.invalid(.*(?:\r\n .*)*)/gm;
/** The line length at which the library folds; the standard allows one more byte. */
const LINE_BYTES = 74;

/** Replaces the placeholder by an origin. URLs are ASCII, so a byte is a character. */
function atOrigin(calendar: string, origin: string): string {
  return calendar.replace(ADDRESS, (_all, property: string, rest: string) =>
    folded(property + origin + rest.replaceAll("\r\n ", "")),
  );
}

function folded(line: string): string {
  let lines = line.slice(0, LINE_BYTES);
  for (let at = LINE_BYTES; at < line.length; at += LINE_BYTES - 1) {
    lines += `\r\n ${line.slice(at, at + LINE_BYTES - 1)}`;
  }
  return lines;
}
