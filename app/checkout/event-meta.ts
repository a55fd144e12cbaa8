import type { MetaDescriptor } from "@remix-run/node";
import { type Event, firstOfSeries, type Session, type SessionWithSeats } from "#app/events/event.ts";
import { eventJsonLd } from "#app/events/event-json-ld.ts";
import { whereWords } from "#app/events/where.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Organization } from "#app/organizations/organizations.server.ts";
import { dayAndMonth, lineStart, longSpan, shortTime } from "#app/platform/dates.ts";
import { metaOfPublicPage } from "#app/platform/http/page-meta.ts";
import * as paths from "#app/platform/http/paths.ts";
import type { Locale } from "#app/platform/locales.ts";
import { isolated } from "#app/platform/text/direction.ts";

const NOT_INDEXED = { name: "robots", content: "noindex" };

interface EventPageFacts {
  event: Event;
  session: SessionWithSeats;
  organization: Organization;
  /** The language of the page. */
  locale: Locale;
  origin: string;
  /** The description as plain text. */
  plainDescription: string;
  now: Date;
  /** Number of upcoming sessions, and the first of them. */
  upcoming: number;
  sessions: Session[];
}

/** Returns the meta tags of an event's page for search engines and link previews. Drafts and private events are not indexed. */
export function metaOfEvent(page: EventPageFacts, search: string): MetaDescriptor[] {
  const { event, session, organization, locale, origin, plainDescription, now } = page;
  const t = translator(locale);
  if (event.visibility === "private") return [{ title: isolated(event.title) }, NOT_INDEXED];
  const path = paths.eventPage(event.slug);
  const url = paths.absolute(origin, path);
  const moment = { locale, timeZone: event.timeZone };
  const query = new URLSearchParams(search);
  const isChosen = page.upcoming > 1 && query.has("session");
  const isWhole = !query.has("session") && !query.has("from");
  const first = isWhole ? firstOfSeries(event, page.sessions) : undefined;
  const when = first
    ? t("event.datesFrom", { count: page.upcoming, day: dayAndMonth(first.startsAt, moment, now) })
    : longSpan(session, moment, now);
  const inShort = lineStart([when, isolated(whereWords(t, event))].filter(Boolean).join(", "), moment);
  const chosen = isChosen ? [shortTime(session.startsAt, moment)] : [];
  const picture = paths.eventPicture(event.slug, event.version);
  const meta = metaOfPublicPage({
    title: [isolated(event.title), ...chosen, isolated(organization.name)].join(" · "),
    description: `${inShort}. ${plainDescription || t("organiser.bookNow", { organisation: organization.name })}`,
    site: organization.name,
    origin,
    path,
    search,
    locale,
    picture: { path: picture, words: `${isolated(event.title)}, ${inShort}` },
    feed: { path: paths.organizationFeed(organization.slug), title: organization.name },
    facts: eventJsonLd(event, session, organization, {
      url,
      now,
      description: plainDescription,
      organizationUrl: paths.absolute(origin, paths.organizationPage(organization.slug)),
      picture: paths.absolute(origin, picture),
    }),
  });
  const isListed = event.state !== "draft" && event.visibility === "public";
  return isListed ? meta : [...meta, NOT_INDEXED];
}
