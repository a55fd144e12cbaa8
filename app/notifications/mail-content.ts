import type { Locale } from "#app/platform/locales.ts";
import { isolated } from "#app/platform/text/direction.ts";

/** The content of a mail about bookings, in the recipient's language. */
export interface MailContent {
  locale: Locale;
  headline: string;
  line: string;
  tickets: MailTicketContent[];
  action: MailLink | undefined;
  /** A text by the organiser. */
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
  /** The link to this booking, if the mail is about several. */
  link: MailLink | undefined;
}

export interface MailFact {
  label: string;
  value: string;
  /** The link target of the value. */
  link?: string;
  note?: string | undefined;
  /** The former value, on a separate line. */
  before?: string;
}

interface MailLink {
  words: string;
  link: string;
}

/** A ticket code: an image in the HTML part, and a link to its page in both parts. */
export interface MailCode extends MailLink {
  cid: string;
}

/** Renders the plain-text part of a mail. */
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
  // Directional isolates end with the line, so each line has its own.
  return value
    .split("\n")
    .map(isolated)
    .join(`\n${" ".repeat(label.length + 2)}`);
}
