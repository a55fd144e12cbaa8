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
  ])("%s asks for %s", (header, locale) => {
    expect(acceptedLocale(header)).toBe(locale);
  });

  test("the address goes before the cookie, and the cookie before the browser", () => {
    const headers = { Cookie: "a=b; lng=fr; theme=dark", "Accept-Language": "es" };
    expect(asked("/e/x?lng=de", headers)).toEqual({ locale: "de", theme: "dark" });
    expect(asked("/e/x", headers).locale).toBe("fr");
    expect(asked("/e/x?lng=klingon", { "Accept-Language": "es" })).toEqual({
      locale: "es",
      theme: undefined,
    });
  });
});
