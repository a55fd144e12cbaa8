import ICAL from "ical.js";
import type { Site, SiteResponse } from "#tests/support/site.tsx";
import type { ReceivedMail } from "#tests/support/smtp.ts";
import { textOfPage, unescapeMarkup } from "./controls.ts";

/** What was accepted: the texts that each field may be shown as, by its name. */
type Accepted = Map<string, string[]>;

/** Looks at one place where what was typed appears, and returns what is wrong there. */
export type View = (accepted: Accepted) => Promise<string[]>;

/** Characters that no program is to be given. */
const NOT_SHOWN = /[^\P{Cc}\t\n\r]|\p{Noncharacter_Code_Point}|\p{Surrogate}/u;

interface How {
  cookie?: string | undefined;
  /** Whether the field `title` must stand in the page's JSON-LD and its OpenGraph title, too. */
  isTitled?: boolean;
}

/** Returns a view of a page or a file of the site that must show each of the fields. */
export function viewOf(site: Site, address: string, fields: string[], how: How = {}): View {
  return async (accepted) => {
    const { status, text, failures } = await site(address, how);
    if (status !== 200 || failures.length > 0)
      return [`${address} is ${status} ${failures[0]?.slice(0, 500) ?? ""}`];
    const read = reader(address, text);
    if (typeof read === "string") return [`${address} ${read}`];
    const places: [string, string[], string[]][] = [[address, fields, read.texts]];
    if (how.isTitled) {
      places.push([`the JSON-LD of ${address}`, ["title"], [jsonLdName(text)]]);
      places.push([`the OpenGraph title of ${address}`, ["title"], [openGraphTitle(text)]]);
    }
    return places.flatMap(([place, names, texts]) => missingIn(place, accepted, names, texts));
  };
}

interface Mailed {
  /** Fields that must stand in the text and in the HTML. */
  fields: string[];
  subject?: string[];
}

/** Returns what is wrong with a mail, as it arrived. */
export function mailFaults(mail: ReceivedMail | undefined, accepted: Accepted, must: Mailed): string[] {
  if (!mail) return ["no mail is sent"];
  const calendar = mail.attachments.find(({ contentType }) => contentType.includes("calendar"));
  const calendarRead = calendar && reader("mail.ics", calendar.content.toString("utf8"));
  const odd = [mail.subject, mail.text, mail.html].flatMap((text) => NOT_SHOWN.exec(text)?.[0] ?? []);
  if (odd.length > 0) return [`a mail holds U+${odd[0]?.codePointAt(0)?.toString(16)}`];
  if (typeof calendarRead === "string") return [`the calendar file of a mail ${calendarRead}`];
  return [
    ...missingIn("the subject of a mail", accepted, must.subject ?? [], [mail.subject]),
    ...missingIn("the text of a mail", accepted, must.fields, [mail.text]),
    ...missingIn("the HTML of a mail", accepted, must.fields, [textOfPage(mail.html)]),
    ...(calendarRead ? missingIn("the calendar file", accepted, must.subject ?? [], calendarRead.texts) : []),
  ];
}

function missingIn(place: string, accepted: Accepted, fields: string[], texts: string[]): string[] {
  return missing(accepted, fields, texts).map((each) => `${place} does not show ${each}`);
}

function jsonLdName(html: string): string {
  const json = /<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? "{}";
  return String((JSON.parse(json) as { name?: unknown }).name ?? "");
}

function openGraphTitle(html: string): string {
  return unescapeMarkup(/<meta property="og:title" content="([^"]*)"/.exec(html)?.[1] ?? "");
}

/** Returns what is wrong with a page or a file by itself, whatever it shows. */
export function faultOf(address: string, { status, text, failures }: SiteResponse): string | undefined {
  if (status >= 500 || failures.length > 0) return `is ${status} ${failures[0]?.slice(0, 500) ?? ""}`;
  const read = status === 200 ? reader(address, text) : undefined;
  return typeof read === "string" ? read : undefined;
}

function missing(accepted: Accepted, fields: string[], texts: string[]): string[] {
  return fields.flatMap((field) => {
    const forms = accepted.get(field)?.map(squeezed);
    if (!forms || forms.some((form) => form === "" || texts.some((text) => squeezed(text).includes(form))))
      return [];
    return [`${field} ${JSON.stringify(forms[0]?.slice(0, 100))}`];
  });
}

/** Pages break lines where they like, files fold them, and mails keep words apart for programs that make links of them. */
const squeezed = (text: string) =>
  text
    .replace(/[\u2060\u2066-\u2069]/gu, "")
    .replace(/\s+/gu, " ")
    .trim();

/** Returns the texts of a page or a file, or what is wrong with it. */
function reader(address: string, text: string): { texts: string[] } | string {
  const odd = NOT_SHOWN.exec(text)?.[0];
  if (odd !== undefined) return `holds U+${odd.codePointAt(0)?.toString(16)}`;
  const path = address.split("?", 1)[0] ?? "";
  if (path.endsWith(".ics")) return calendarTexts(text);
  if (path.endsWith(".xml")) return xmlTexts(text);
  return pageTexts(text);
}

function pageTexts(html: string): { texts: string[] } | string {
  for (const [, json = ""] of html.matchAll(/<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/gs)) {
    try {
      JSON.parse(json);
    } catch {
      return `has JSON-LD that cannot be read: ${json.slice(0, 200)}`;
    }
  }
  return { texts: [textOfPage(html)] };
}

function calendarTexts(text: string): { texts: string[] } | string {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const events = calendar.getAllSubcomponents("vevent");
    const names = ["summary", "location", "description"];
    for (const event of [calendar, ...events]) {
      for (const { name } of event.getAllProperties()) {
        if (!KNOWN_PROPERTIES.has(name)) return `has a property ${name}`;
      }
    }
    return {
      texts: events.flatMap((event) => names.map((name) => String(event.getFirstPropertyValue(name) ?? ""))),
    };
  } catch (error) {
    return `cannot be read: ${String(error)}`;
  }
}

const KNOWN_PROPERTIES = new Set(
  [
    "version prodid method name x-wr-calname url refresh-interval x-published-ttl calscale uid sequence dtstamp dtstart",
    "dtend summary location description status organizer attendee last-modified created transp x-alt-desc",
  ].flatMap((line) => line.split(" ")),
);

/** Tags, texts and references of well-formed XML, as feeds are written: without comments, sections and instructions. */
const TOKEN =
  /<\?xml[^>]*\?>|<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="(?:[^<&"]|&(?:\w+|#\d+|#x[\da-f]+);)*")*)\s*(\/?)>|((?:[^<>&]|&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)+)/gi;

function xmlTexts(xml: string): { texts: string[] } | string {
  const open: string[] = [];
  const texts: string[] = [];
  let at = 0;
  for (const token of xml.matchAll(TOKEN)) {
    if (token.index !== at) return `is not well-formed at ${JSON.stringify(xml.slice(at, at + 60))}`;
    at += token[0].length;
    const [, closing, name, , empty, text] = token;
    if (text !== undefined) texts.push(unescapeMarkup(text));
    else if (closing === "/" && open.pop() !== name) return `closes ${name}`;
    else if (name !== undefined && closing === "" && empty === "") open.push(name);
  }
  if (at !== xml.length || open.length > 0) return `is not well-formed at its end`;
  return { texts };
}
