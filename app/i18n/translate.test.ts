import { expect, test } from "vitest";
import { locales } from "#app/platform/locales.ts";
import { adminServerCatalogue } from "./admin-server-catalogue.ts";
import { adminServerTranslator } from "./admin-server-translate.ts";
import { catalogue } from "./catalogue.ts";
import { translator } from "./translate.ts";

const PLACEHOLDER = /\{\{(\w+)(, number)?\}\}/g;

/** A value that resembles a placeholder, a reference of i18next and a pattern of `String.replace`. */
function hostile(message: string): string {
  const names = [...message.matchAll(PLACEHOLDER)].map(([, name]) => name);
  return `From {{${names.join("}} to {{")}}} $t(letters.when) $& $1`;
}

function expectFilledOnce(
  messages: Record<string, string>,
  translate: (key: string, values: Record<string, string | number>) => string,
) {
  for (const [key, message] of Object.entries(messages)) {
    if (!message.includes("{{") || /_(one|other)$/.test(key)) continue;
    const values = [...message.matchAll(PLACEHOLDER)].map(
      ([, name = "", isNumber]) => [name, isNumber ? 3 : hostile(message)] as const,
    );
    const filled = message.replace(PLACEHOLDER, (_, name) => String(Object.fromEntries(values)[name]));
    expect(translate(key, Object.fromEntries(values)), key).toBe(filled);
  }
}

type AnyKey = (key: string, values: Record<string, string | number>) => string;

test.each(locales)("placeholders of %s are filled once, never in a value", (locale) => {
  expectFilledOnce(catalogue[locale], translator(locale) as AnyKey);
  expectFilledOnce(adminServerCatalogue[locale], adminServerTranslator(locale) as AnyKey);
});
