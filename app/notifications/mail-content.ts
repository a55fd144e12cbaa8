import type { Locale } from "#app/platform/locales.ts";
import { isolated } from "#app/platform/text/direction.ts";

/** Everything that a mail about bookings says, in the reader's words. */
export interface MailContent {
  locale: Locale;
  headline: string;
  line: string;
  tickets: MailTicketContent[];
  action: MailLink | undefined;
  /** The organiser's own words. */
  note: { label: string; text: string } | undefined;
  closing: string[];
}

export interface MailTicketContent {
  stock: string;
  organization: string;
  title: string;
  facts: MailFact[];
  referenceLabel: string;
  reference: string;
  codes: MailCode[];
  /** Opens this booking, where the mail is about several. */
  link: MailLink | undefined;
}

export interface MailFact {
  label: string;
  value: string;
  /** Where the value leads to. */
  link?: string;
  note?: string | undefined;
  /** How it was until now, in a line of its own. */
  before?: string;
}

interface MailLink {
  words: string;
  link: string;
}

/** A code to show at the entrance: a picture in the HTML, a link to its page in both. */
export interface MailCode extends MailLink {
  cid: string;
}

/** The content for readers without pictures and colours. */
export function plainText(content: MailContent): string {
  const linked = ({ words, link }: MailLink) => [`${words}:`, link, ""];
  return [
    content.headline,
    "",
    ...(content.tickets.length > 1 ? [content.line, ""] : []),
    ...content.tickets.flatMap((ticket) => [
      ticket.title,
      ticket.organization,
      "",
      ...ticket.facts.flatMap(({ label, value, note, before }) => [
        `${label}: ${indented(value, label)}`,
        ...[note, before].flatMap((line) =>
          line ? [`${" ".repeat(label.length + 2)}${indented(line, label)}`] : [],
        ),
      ]),
      `${ticket.referenceLabel}: ${ticket.reference}`,
      "",
      ...ticket.codes.flatMap(linked),
      ...(ticket.link ? linked(ticket.link) : []),
    ]),
    ...(content.tickets.length > 1 ? [] : [content.line, ""]),
    ...(content.action ? linked(content.action) : []),
    ...(content.note ? [`${content.note.label}:`, content.note.text, ""] : []),
    ...content.closing.flatMap((line) => [line, ""]),
  ].join("\n");
}

function indented(value: string, label: string): string {
  // A direction ends with its line.
  return value
    .split("\n")
    .map(isolated)
    .join(`\n${" ".repeat(label.length + 2)}`);
}
