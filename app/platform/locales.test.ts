import { describe, expect, test } from "vitest";
import { preferencesOf } from "./http/preferences.ts";
import { acceptedLocale } from "./locales.ts";

const asked = (path: string, headers: Record<string, string> = {}) =>
  preferencesOf(new Request(`http://localhost:3000${path}`, { headers }));

describe("the language of a page", () => {
  test.each([
    ["de-AT,de;q=0.9,en;q=0.8", "de"],
    ["it, es;q=0.5, fr;q=0.7", "fr"],
    ["en;q=0, es", "es"],
    ["ja", undefined],
    [null, undefined],
    [`${"x,".repeat(5_000)}de`, undefined],
    ["en-US,en;q=0.9", "en-US"],
    ["en,en-US;q=0.9", "en-US"],
    ["en-CA", "en-US"],
    ["en-NZ,en;q=0.5", "en-AU"],
    ["en-GB,en-US;q=0.9,en;q=0.8", "en"],
    ["en-Latn-US", "en-US"],
    ["de-US,en-US;q=0.9", "de"],
    ["es-MX", "es"],
  ])("%s selects %s", (header, locale) => {
    expect(acceptedLocale(header)).toBe(locale);
  });

  test("the URL takes precedence over the cookie, and the cookie over the browser", () => {
    const headers = { Cookie: "a=b; lng=fr; theme=dark", "Accept-Language": "es" };
    expect(asked("/e/x?lng=de", headers)).toEqual({ locale: "de", theme: "dark" });
    expect(asked("/e/x", headers).locale).toBe("fr");
    expect(asked("/e/x?lng=klingon", { "Accept-Language": "es" })).toEqual({
      locale: "es",
      theme: undefined,
    });
  });

  test("a chosen language keeps the region that the browser names for it, and no other language's", () => {
    const american = { "Accept-Language": "fr-FR,en-US;q=0.5", Cookie: "lng=en" };
    expect(asked("/e/x", american).locale).toBe("en-US");
    expect(asked("/e/x?lng=de", american).locale).toBe("de");
    expect(asked("/e/x?lng=en").locale).toBe("en");
    expect(asked("/e/x?lng=en-AU", american).locale).toBe("en-AU");
  });

  test("there are few locales, whatever browsers request, so that few pages are cached", () => {
    const regions = ["US", "GB", "AU", "IN", "ZA", "XX", "Latn-US", "x-private", "u-hc-h12", "419", "%00"];
    const found = ["en", "de", "fr", "es"].flatMap((language) =>
      regions.map((region) => acceptedLocale(`${language}-${region}`)),
    );
    expect(new Set(found)).toEqual(new Set(["en", "en-US", "en-AU", "de", "fr", "es"]));
  });
});
