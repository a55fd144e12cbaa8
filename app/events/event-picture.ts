import { translator } from "#app/i18n/translate.ts";
import { drawable } from "#app/media/display-widths.ts";
import { type FittedText, fitText } from "#app/media/fit-text.ts";
import { clockTime, dayOfMonth, longDate, monthAndYear, weekdayName } from "#app/platform/dates.ts";
import { escapeXml } from "#app/platform/escape-markup.ts";
import { localeOr } from "#app/platform/locales.ts";
import { STOCK_COLOURS, stockOf } from "#app/ui/seats/stocks.ts";
import type { Event, Session } from "./event.ts";
import { whereWords } from "./where.ts";

const WIDTH = 1200;
const HEIGHT = 630;
const TEAR = 840;
const LEFT = 96;

const GROUND = "#f8fbf9";
const INK = "#0e1d19";
const INK_2 = "#44544f";

/**
 * Returns the event's ticket as an SVG of 1200 by 630 pixels, for link previews, in the language of the event. With several
 * dates it shows the first one and their number.
 */
export function eventPicture(event: Event, session: Session, organization: string, dates = 1): string {
  const parts = [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${GROUND}"/>`,
    ...paper(STOCK_COLOURS[stockOf(event)]),
    ...mainPanel(event, session, organization),
    ...stub(event, session, dates),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${parts.join("")}</svg>`;
}

/** Uses the event's language if Reservo has texts in it, else the default: the font has Latin letters only, as these texts do. */
const momentOf = ({ locale, timeZone }: Event) => ({ locale: localeOr(locale), timeZone });
const wordsOf = ({ locale }: Event) => translator(localeOr(locale));

function paper(colour: string): string[] {
  const notch = (y: number) => `<circle cx="${TEAR}" cy="${y}" r="24" fill="${GROUND}"/>`;
  return [
    `<rect x="40" y="40" width="1120" height="550" rx="30" fill="${colour}"/>`,
    notch(40),
    notch(590),
    `<path d="M${TEAR} 78V552" stroke="${INK}" stroke-opacity="0.4" stroke-width="4" stroke-dasharray="10 9"/>`,
  ];
}

function mainPanel(event: Event, session: Session, organization: string): string[] {
  const width = TEAR - LEFT - 48;
  const { heading, above, isTitle } = headingOf(event, session, organization);
  const by = fitText(above, { width, height: 44, sizes: [32, 28], leading: 1.1 });
  const title = fitText(heading, {
    width,
    height: 300,
    leading: 1.04,
    sizes: [96, 84, 74, 64, 56, 48, 42],
  });
  const note =
    event.state === "cancelled"
      ? wordsOf(event)("event.cancelled")
      : isTitle
        ? whereWords(wordsOf(event), event)
        : "";
  const place = fitText(drawable(note), { width, height: 76, sizes: [32, 28], leading: 1.2 });
  return [
    ...text(by, LEFT, 128, INK_2),
    ...text(title, LEFT, 128 + 24 + title.size, INK, 1.04),
    ...text(place, LEFT, 540 - (place.lines.length - 1) * place.size * 1.2, INK_2, 1.2),
  ];
}

interface Heading {
  heading: string;
  above: string;
  isTitle: boolean;
}

/**
 * Returns the large heading and the line above it. If the font lacks the script of the title, the picture shows the organiser
 * instead, without the place; if it lacks the organiser's script as well, the date.
 */
function headingOf(event: Event, session: Session, organization: string): Heading {
  const [title, by] = [drawable(event.title), drawable(organization)];
  if (title) return { heading: title, above: by, isTitle: true };
  const day = drawable(longDate(session.startsAt, momentOf(event), session.startsAt));
  return { heading: by || day, above: "", isTitle: false };
}

function stub(event: Event, { startsAt }: Session, dates: number): string[] {
  const moment = momentOf(event);
  const t = wordsOf(event);
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
