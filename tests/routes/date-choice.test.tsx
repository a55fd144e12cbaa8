import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { metaOfEvent } from "#app/checkout/event-meta.ts";
import type { EventPageData } from "#app/checkout/event-page.server.ts";
import { SeatStub, StickyBook } from "#app/checkout/seat-stub.tsx";
import { ownPages, type Surface } from "#app/checkout/surface.ts";
import { embedSurface } from "#app/embed/embed-surface.tsx";
import { eventPicture } from "#app/events/event-picture.ts";
import { LocaleContext } from "#app/i18n/locale-context.ts";
import { clockTime, dayAndMonth, shortTime } from "#app/platform/dates.ts";
import { type Locale, locales } from "#app/platform/locales.ts";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import { bookSome, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { addManySessions } from "#tests/support/many-events.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);

interface Open {
  query?: string;
  locale?: Locale;
  surface?: Surface;
}

/** The panel and the sticky bar of an event's page. */
async function openPage({ event }: MadeEvent, { query = "", locale = "en", surface = ownPages }: Open = {}) {
  const params = { slug: event.slug };
  const { body } = await requestRoute<EventPageData>(context, eventRoute, `/e/${event.slug}${query}`, {
    params,
  });
  const html = renderToStaticMarkup(
    <LocaleContext.Provider value={locale}>
      <SeatStub page={body} surface={surface} />
      <StickyBook page={body} />
    </LocaleContext.Provider>,
  ).replaceAll("\u00a0", " ");
  const rows = [...html.matchAll(/<a[^>]*class="slot"[^>]*>.*?<\/a>/g)].map(([row]) => row);
  const [, button = ""] = /<button[^>]*id="book"[^>]*>(.*?)<\/button>/.exec(html) ?? [];
  const [, bar = ""] = /<sticky-book[^>]*>(.*?)<\/sticky-book>/.exec(html) ?? [];
  return { body, html, rows, button, bar };
}

const timeOf = ({ sessions }: MadeEvent, place: number, locale = "en") =>
  shortTime(sessions[place]?.startsAt ?? new Date(0), { locale, timeZone: "UTC" });

test("the panel begins with the next three dates that can be booked, and leads to all of them", async () => {
  const made = await makeEvent(ctx, { sessions: 6, capacity: 4 });
  await bookSome(ctx, made.sessions[1]?.resourceIds ?? [], 4);
  const { html, rows, button, bar } = await openPage(made);
  expect(html.indexOf("Which date?")).toBeLessThan(html.indexOf('class="seats-left"'));
  expect(rows).toHaveLength(3);
  for (const [row, place] of [0, 2, 3].entries()) expect(rows[row]).toContain(timeOf(made, place));
  expect(rows[0]).toContain('aria-current="true"');
  expect(html).toContain('<a class="link" href="#dates">All 6 dates</a>');
  expect(button).toBe(`Book 1 seat · ${timeOf(made, 0)}`);
  expect(bar).toContain(timeOf(made, 0));
});

test("choosing leads to the chosen date in the panel, which the button and the title name", async () => {
  const made = await makeEvent(ctx, { title: "Ferry", sessions: 6, capacity: 4 });
  const [, second, , , fifth] = made.sessions;
  const { rows } = await openPage(made, { query: "?seats=2" });
  expect(rows[1]).toContain(`href="/e/${made.event.slug}?session=${second?.id}&amp;seats=2#date"`);
  const query = `?session=${fifth?.id}`;
  const chosen = await openPage(made, { query });
  expect(chosen.rows).toHaveLength(4);
  expect(chosen.rows[3]).toMatch(/id="date".*aria-current="true"/);
  expect(chosen.button).toBe(`Book 1 seat · ${timeOf(made, 4)}`);
  const titleFor = (search: string) => metaOfEvent(chosen.body, search)[0];
  expect(titleFor(query)).toEqual({ title: `Ferry · ${timeOf(made, 4)} · Test Club` });
  expect(titleFor("")).toEqual({ title: "Ferry · Test Club" });
});

test("what is shared of a series names the number of its dates and the first, in words and in the picture", async () => {
  const made = await makeEvent(ctx, { title: "Ferry", sessions: 6, capacity: 4 });
  await bookSome(ctx, made.session.resourceIds, 4);
  const { body } = await openPage(made);
  const day = dayAndMonth(made.session.startsAt, { locale: "en", timeZone: "UTC" }, body.now);
  const described = (search: string) => JSON.stringify(metaOfEvent(body, search));
  expect(described("")).toContain(`6 dates from ${day}, The hall`);
  expect(described(`?session=${made.sessions[1]?.id}`)).not.toContain("dates from");
  const once = await makeEvent(ctx, { title: "Once" });
  expect(JSON.stringify(metaOfEvent((await openPage(once)).body, ""))).not.toContain("dates from");
  const series = eventPicture(made.event, made.session, "Test Club", 6);
  expect(series).toContain("6 dates from");
  expect(series).not.toContain(clockTime(made.session.startsAt, { locale: "en", timeZone: "UTC" }));
  expect(eventPicture(once.event, once.session, "Test Club")).not.toContain("dates");
});

test("an event with one date has nothing to choose, and none of its words", async () => {
  const made = await makeEvent(ctx, { title: "Once" });
  const { body, html, rows, button, bar } = await openPage(made, { query: "" });
  expect(rows).toEqual([]);
  expect(html).not.toContain("Which date?");
  expect(button).toBe("Book 1 seat");
  expect(bar).not.toContain(timeOf(made, 0));
  expect(metaOfEvent(body, `?session=${made.session.id}`)[0]).toEqual({ title: "Once · Test Club" });
});

test("where one date alone can be booked there is no choice, and the button names it", async () => {
  const made = await makeEvent(ctx, { sessions: 2, capacity: 4 });
  await bookSome(ctx, made.session.resourceIds, 4);
  const { html, button } = await openPage(made);
  expect(html).not.toContain("Which date?");
  expect(button).toBe(`Book 1 seat · ${timeOf(made, 1)}`);
});

test("a chosen date that is full takes the focus in place of a choice, and names those with space", async () => {
  const made = await makeEvent(ctx, { sessions: 3, capacity: 4 });
  await bookSome(ctx, made.session.resourceIds, 4);
  const { html } = await openPage(made, { query: `?session=${made.session.id}` });
  expect(html).not.toContain("Which date?");
  expect(html).toContain('<p class="seats-left" id="date" tabindex="-1">Fully booked</p>');
  expect(html).toContain(`?session=${made.sessions[1]?.id}&amp;seats=1#date`);
});

test("of 400 dates the next three are offered, on later pages of the list too, and all are counted", async () => {
  const made = await makeEvent(ctx, { capacity: 4 });
  await addManySessions(ctx, made.event.id, 399);
  const first = await openPage(made);
  expect(first.html).toContain("All 400 dates");
  const later = await openPage(made, { query: `?from=${first.body.later}` });
  // Such a page is about the first of its own dates.
  expect(later.rows).toHaveLength(4);
  expect(later.rows[3]).toContain('aria-current="true"');
  expect(later.rows[0]).toContain(timeOf(made, 0));
  expect(later.html).toContain("All 400 dates");
});

test("express booking names the date too, and the steps of a form choose it without losing its words", async () => {
  const made = await makeEvent(ctx, { sessions: 2, capacity: 9, maxPerBooking: 1 });
  const { body, button } = await openPage(made);
  expect(body.express).toBe(true);
  expect(button).toBe(`Book 1 seat · ${timeOf(made, 0)}`);
  const several = await openPage(await makeEvent(ctx, { sessions: 2 }));
  expect(several.html).toMatch(/data-one="Book \{n\} seat · [^"{]+" data-many="Book \{n\} seats · [^"{]+"/);
});

test("a frame opens the list of all dates instead of jumping to it, and keeps its fragment for the site", async () => {
  const made = await makeEvent(ctx, { sessions: 6 });
  const { rows, html } = await openPage(made, { surface: embedSurface(new URLSearchParams()) });
  expect(rows[1]).toContain(`href="/embed/${made.event.slug}?session=${made.sessions[1]?.id}&amp;seats=1"`);
  expect(html).toContain(`?session=${made.session.id}&amp;from=${made.session.id}">All 6 dates</a>`);
});

test.each(locales)("the choice is written in %s", async (locale) => {
  const made = await makeEvent(ctx, { sessions: 4 });
  const { html, button } = await openPage(made, { locale });
  const words = {
    en: ["Which date?", "All 4 dates"],
    de: ["Welcher Termin?", "Alle 4 Termine"],
    fr: ["Quelle date\u202f?", "Les 4 dates"],
    es: ["¿Qué fecha?", "Las 4 fechas"],
  };
  for (const part of words[locale]) expect(html).toContain(part);
  expect(button).toContain(` · ${timeOf(made, 0, locale)}`);
});
