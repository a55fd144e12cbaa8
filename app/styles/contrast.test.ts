import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { STOCK_COLOURS, stocks } from "#app/ui/seats/stocks.ts";

type Scheme = "light" | "dark";
const schemes: Scheme[] = ["light", "dark"];
const css = readFileSync(new URL("./theme.css", import.meta.url), "utf8");

const text = 4.5;
const nonText = 3;

/** Foreground, background, the minimum ratio by WCAG, and the ratio that the design guarantees in each scheme. */
const pairs: [string, string, number, light: number, dark: number][] = [
  ["ink", "bg", text, 16.7, 16.3],
  ["ink-2", "bg", text, 7.7, 9.7],
  ["ink-3", "bg", text, 5.0, 6.5],
  ["ink-3", "sunken", text, 4.7, 4.5],
  ["line-strong", "bg", nonText, 3.5, 4.1],
  ["line-strong", "surface", nonText, 3, 3],
  ["cta-text", "cta", text, 16.7, 11.4],
  ["link", "bg", text, 7.0, 9.9],
  ["focus", "bg", nonText, 6.0, 9.2],
  ["ok", "ok-bg", text, 7.1, 9.4],
  ["warn", "warn-bg", text, 7.0, 9.5],
  ["bad", "bad-bg", text, 6.2, 8.0],
  ["info", "info-bg", text, 6.5, 8.7],
  ["bad", "bg", text, 6.2, 8.0],
  ["bg", "bad", text, 6.2, 8.0],
  ["ink", "info-bg", text, 7, 7],
  ["ink", "sunken", text, 7, 7],
  ["ink", "surface", text, 7, 7],
  ["ink-2", "surface", text, 7, 7],
  ["ink-3", "surface", text, text, text],
  ["bad", "surface", text, text, text],
  ["link", "surface", text, text, text],
  ["focus", "surface", nonText, 4, 4],
  ...["ok", "warn", "bad", "info", "ink-3"].map((dot): [string, string, number, number, number] => [
    dot,
    "sunken",
    nonText,
    nonText,
    nonText,
  ]),
];

/** The same for each stock. Tokens of the ticket override those of the page. */
const stockPairs: [string, string, number, light: number, dark: number][] = [
  ["ink", "paper", text, 11.4, 11.7],
  ["ink-2", "paper", text, 5.2, 7.0],
  ["ink", "tint", text, 11.4, 11.7],
  ["ink-2", "tint", text, 5.2, 7.0],
  ["focus", "tint", nonText, 4.0, 4.0],
  ["accent", "bg", text, text, text],
  ["cta-text", "cta", text, 16.7, 11.4],
  ["cta", "paper", nonText, 11.4, 7],
  ["focus", "paper", nonText, 4.0, 4.0],
  ["ink-2", "surface", nonText, nonText, nonText],
];

describe.each(schemes)("the %s scheme", (scheme) => {
  const page = tokens(":root", scheme);

  it.each(pairs)("%s has enough contrast on %s", (fore, back, least, light, dark) => {
    const ratio = contrast(page(fore), page(back));
    expect(ratio).toBeGreaterThanOrEqual(least);
    expect(oneDecimal(ratio)).toBeGreaterThanOrEqual(scheme === "light" ? light : dark);
  });

  describe.each(stocks)("on %s", (stock) => {
    const own = tokens(`[data-stock="${stock}"]`, scheme);
    const every = tokens("[data-stock]", scheme, own);
    const ticket = (name: string) => own(name) ?? every(name) ?? page(name);

    it.each(stockPairs)("%s has enough contrast on %s", (fore, back, least, light, dark) => {
      const ratio = contrast(ticket(fore), ticket(back));
      expect(ratio).toBeGreaterThanOrEqual(least);
      expect(oneDecimal(ratio)).toBeGreaterThanOrEqual(scheme === "light" ? light : dark);
    });
  });
});

it("has eight different paper colours, with the same values in mails and pictures", () => {
  const papers = stocks.map((stock) => tokens(`[data-stock="${stock}"]`, "light")("paper"));
  expect(stocks.map((stock) => STOCK_COLOURS[stock])).toEqual(papers);
  expect(new Set(papers).size).toBe(8);
});

/** Returns a lookup of one rule's colours in one scheme; undefined for a token that the rule does not set. */
function tokens(selector: string, scheme: Scheme, outer?: (name: string) => string | undefined) {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`theme.css has no rule ${selector}`);
  const rule = css.slice(start, css.indexOf("}", start));
  return (name: string): string | undefined => {
    const value = new RegExp(`--${name}: ([^;]+);`).exec(rule)?.[1];
    if (!value) return undefined;
    const both = /^light-dark\((.+), (.+)\)$/.exec(value);
    const chosen = both ? both[scheme === "light" ? 1 : 2] : value;
    const reference = /^var\(--([\w-]+)\)$/.exec(chosen ?? "")?.[1];
    return reference ? outer?.(reference) : chosen;
  };
}

function contrast(a: string | undefined, b: string | undefined): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Returns the relative luminance by WCAG 2.2. */
function luminance(hex: string | undefined): number {
  if (!hex || !/^#[0-9a-f]{6}$/.test(hex)) throw new Error(`not a colour: ${hex}`);
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function oneDecimal(ratio: number): number {
  return Math.round(ratio * 10) / 10;
}
