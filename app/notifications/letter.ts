/** Everything that a mail about a booking says, in the reader's words. */
export interface Letter {
  headline: string;
  line: string;
  linkText: string;
  closing: string;
  stock: string;
  title: string;
  organization: string;
  when: string;
  zone: string;
  where: string;
  seats: string;
  name: string;
  reference: string;
  link: string;
}

/** The letter for readers without pictures and colours. */
export function plainText(letter: Letter): string {
  return [
    letter.headline,
    "",
    letter.title,
    `by ${letter.organization}`,
    "",
    `When: ${letter.when}`,
    `      ${letter.zone}`,
    ...(letter.where ? [`Where: ${letter.where}`] : []),
    `Seats: ${letter.seats}`,
    `Name: ${letter.name}`,
    `Reference: ${letter.reference}`,
    "",
    letter.line,
    "",
    `${letter.linkText}:`,
    letter.link,
    "",
    letter.closing,
    "",
  ].join("\n");
}
