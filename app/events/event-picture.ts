import { translator } from "#app/i18n/translate.ts";
import { drawable } from "#app/media/display-widths.ts";
import { type FittedText, fitText } from "#app/media/fit-text.ts";
import { clockTime, dayOfMonth, monthAndYear, weekdayName } from "#app/platform/dates.ts";
import { escapeXml } from "#app/platform/escape-markup.ts";
import { localeOr } from "#app/platform/locales.ts";
import { PAPERS, stockOf } from "#app/ui/seats/stocks.ts";
import type { Event, Session } from "./event.ts";

const WIDTH = 1200;
const HEIGHT = 630;
const TEAR = 840;
const LEFT = 96;

const GROUND = "#f8fbf9";
const INK = "#0e1d19";
const INK_2 = "#44544f";

/**
 * The ticket of an event as a drawing of 1200 by 630, for where its page is shared. In the language of the event. Of several
 * dates it has the first and their number.
 */
export function eventPicture(event: Event, session: Session, organization: string, dates = 1): string {
  const parts = [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${GROUND}"/>`,
    ...paper(PAPERS[stockOf(event)]),
    ...mainPanel(event, organization),
    ...stub(event, session, dates),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${parts.join("")}</svg>`;
}

function paper(colour: string): string[] {
  const notch = (y: number) => `<circle cx="${TEAR}" cy="${y}" r="24" fill="${GROUND}"/>`;
  return [
    `<rect x="40" y="40" width="1120" height="550" rx="30" fill="${colour}"/>`,
    notch(40),
    notch(590),
    `<path d="M${TEAR} 78V552" stroke="${INK}" stroke-opacity="0.4" stroke-width="4" stroke-dasharray="10 9"/>`,
  ];
}

function mainPanel(event: Event, organization: string): string[] {
  const width = TEAR - LEFT - 48;
  const by = fitText(drawable(organization), { width, height: 44, sizes: [32, 28], leading: 1.1 });
  const title = fitText(titleOf(event, organization), {
    width,
    height: 300,
    leading: 1.04,
    sizes: [96, 84, 74, 64, 56, 48, 42],
  });
  const note =
    event.state === "cancelled" ? translator(localeOr(event.locale))("event.cancelled") : event.place;
  const place = fitText(drawable(note), { width, height: 76, sizes: [32, 28], leading: 1.2 });
  return [
    ...text(by, LEFT, 128, INK_2),
    ...text(title, LEFT, 128 + 24 + title.size, INK, 1.04),
    ...text(place, LEFT, 540 - (place.lines.length - 1) * place.size * 1.2, INK_2, 1.2),
  ];
}

/** A title in letters that the face does not have is left to the page; the organiser's name stands for it. */
function titleOf(event: Event, organization: string): string {
  const letters = (words: string) => words.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const title = drawable(event.title);
  return letters(title) * 2 > letters(event.title) ? title : drawable(organization) || "Reservo";
}

function stub(event: Event, { startsAt }: Session, dates: number): string[] {
  const locale = localeOr(event.locale);
  const moment = { locale, timeZone: event.timeZone };
  const t = translator(locale);
  const x = TEAR + 48;
  const line = (words: string, y: number, size: number, colour = INK) => {
    const fitted = fitText(drawable(words), {
      width: 250,
      height: size * 1.2,
      sizes: [size, 34, 28],
      leading: 1,
    });
    return text(fitted, x, y, colour);
  };
  return [
    ...line(
      dates > 1 ? t("event.datesFromDay", { count: dates }) : weekdayName(startsAt, moment),
      150,
      44,
      INK_2,
    ),
    ...line(dayOfMonth(startsAt, moment), 312, 180),
    ...line(monthAndYear(startsAt, moment), 378, 40),
    ...(dates > 1 ? [] : line(clockTime(startsAt, moment), 436, 40, INK_2)),
    ...line("Reservo", 540, 32, INK_2),
  ];
}

function text({ size, lines }: FittedText, x: number, y: number, fill: string, leading = 1): string[] {
  return lines.map((line, index) => {
    const words = escapeXml(line);
    return `<text x="${x}" y="${Math.round(y + index * size * leading)}" font-size="${size}" letter-spacing="-0.02em" fill="${fill}">${words}</text>`;
  });
}
