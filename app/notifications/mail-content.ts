import type { Locale } from "#app/platform/locales.ts";

/** Everything that a mail about bookings says, in the reader's words. */
export interface Letter {
  locale: Locale;
  headline: string;
  line: string;
  tickets: LetterTicket[];
  action: LetterLink | undefined;
  /** The organiser's own words. */
  note: { label: string; text: string } | undefined;
  closing: string[];
}

export interface LetterTicket {
  stock: string;
  organization: string;
  title: string;
  facts: LetterFact[];
  referenceLabel: string;
  reference: string;
  codes: LetterCode[];
  /** Opens this booking, where the mail is about several. */
  link: LetterLink | undefined;
}

export interface LetterFact {
  label: string;
  value: string;
  note?: string;
  /** How it was until now, in a line of its own. */
  before?: string;
}

interface LetterLink {
  words: string;
  link: string;
}

/** A code to show at the entrance: a picture in the HTML, a link to its page in both. */
export interface LetterCode extends LetterLink {
  cid: string;
}

/** The letter for readers without pictures and colours. */
export function plainText(letter: Letter): string {
  const linked = ({ words, link }: LetterLink) => [`${words}:`, link, ""];
  return [
    letter.headline,
    "",
    ...(letter.tickets.length > 1 ? [letter.line, ""] : []),
    ...letter.tickets.flatMap((ticket) => [
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
    ...(letter.tickets.length > 1 ? [] : [letter.line, ""]),
    ...(letter.action ? linked(letter.action) : []),
    ...(letter.note ? [`${letter.note.label}:`, letter.note.text, ""] : []),
    ...letter.closing.flatMap((line) => [line, ""]),
  ].join("\n");
}

function indented(value: string, label: string): string {
  return value.replaceAll("\n", `\n${" ".repeat(label.length + 2)}`);
}
