import { expect, type Page } from "@playwright/test";

/** The made-up language in which every text of ours stands between marks, each word reversed, from right to left. */
export const PSEUDO_LOCALE = "ar-XB";

/** Twelve months, or seven days of a week and some again, as Intl writes them. */
const intl = (options: Intl.DateTimeFormatOptions) =>
  [...Array(12).keys()].map((index) => {
    const at = options.month ? Date.UTC(2026, index, 1) : Date.UTC(2026, 0, 1 + index);
    return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options }).format(at);
  });

/** What Intl writes itself, and what is the same in every language. */
const OWN_WORDS = new RegExp(
  [
    ...[
      intl({ month: "long" }),
      intl({ month: "short" }),
      intl({ weekday: "long" }),
      intl({ weekday: "short" }),
    ].flat(),
    ...["GMT", "UTC", "BST", "CEST", "CET", "London", "Berlin", "days?", "Reservo", "RSS"],
    ...["English", "Deutsch", "Français", "Español", "Google Calendar", "Outlook\\.com", "Office 365"],
    // References, addresses of mail, and the numbers of requests.
    ...["[A-Z2-9]{4}-[A-Z2-9]{4}", "[\\w.-]+@[\\w.-]+", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"],
  ]
    .map((word) => `(?<!\\p{L})${word}(?!\\p{L})`)
    .join("|"),
  "gu",
);

/** As `expectInCatalogue` for the page that is open, asked for anew in the made-up language. */
export async function expectTranslated(page: Page, known: string[]): Promise<void> {
  await askAgainIn(page, PSEUDO_LOCALE);
  await expectInCatalogue(page, known);
}

/**
 * Every text of the page that a person can meet comes from a catalogue of words, is written by Intl, or is one of
 * `known`: what an organiser or a guest has written. The page is open in the made-up language already. Elements that
 * `content` selects hold no words of ours.
 */
export async function expectInCatalogue(page: Page, known: string[], content = ""): Promise<void> {
  const texts = await page.evaluate(collectUnmarked, content);
  const left = texts.filter(({ text }) => {
    const rest = known.reduce((shorter, each) => shorter.replaceAll(each, " "), text).replace(OWN_WORDS, " ");
    return /\p{L}{2}/u.test(rest);
  });
  // Softly: one page's omission should not hide another's.
  expect
    .soft(
      left.map(({ text, where }) => `${where}: ${text}`),
      `texts of ${page.url()} that are in no catalogue`,
    )
    .toEqual([]);
}

/** The page that is open, in another language; a page that a form led to is sent for again with the same form. */
async function askAgainIn(page: Page, locale: string): Promise<void> {
  await page.context().addCookies([{ name: "lng", value: locale, url: page.url() }]);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", locale);
}

/** Runs in the page: its texts outside of the marks, with where they stand. Marks may open in one node and close in another. */
function collectUnmarked(content: string): { text: string; where: string }[] {
  const found: { text: string; where: string }[] = [];
  let depth = 0;
  const unmarked = (text: string): string => {
    let outside = "";
    for (const sign of text) {
      if (sign === "⟦") depth++;
      else if (sign === "⟧") depth--;
      else if (depth === 0) outside += sign;
    }
    return outside.trim();
  };
  const note = (text: string | null | undefined, where: string) => {
    const outside = unmarked(text ?? "");
    if (outside) found.push({ text: outside, where });
  };
  // What an element says later comes as JSON, whose names nobody reads.
  const textsIn = (value: string): string[] => {
    if (!value.startsWith('{"')) return [value];
    const texts: string[] = [];
    JSON.parse(value, (_name, each) => {
      if (typeof each === "string") texts.push(each);
      return each;
    });
    return texts;
  };
  note(document.title, "title");
  note(document.querySelector('meta[name="description"]')?.getAttribute("content"), "description");
  const skipped = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);
  const walk = (node: Node): void => {
    if (node instanceof Text) {
      note(node.data, node.parentElement?.outerHTML.slice(0, 80) ?? "");
      return;
    }
    if (!(node instanceof Element) || skipped.has(node.tagName)) return;
    if (content !== "" && node.matches(content)) return;
    for (const { name, value } of node.attributes) {
      const isWords =
        /^(aria-label|title|alt|placeholder)$/.test(name) ||
        (/^data-/.test(name) && (/^⟦/.test(value) || /^[A-Z][a-z]+( |$)|\{/.test(value)));
      if (isWords) for (const text of textsIn(value)) note(text, `${name} of ${node.tagName.toLowerCase()}`);
    }
    node.childNodes.forEach(walk);
  };
  walk(document.body);
  return found;
}
