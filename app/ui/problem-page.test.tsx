import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { LocaleContext } from "#app/i18n/locale-context.ts";
import { translator } from "#app/i18n/translate.ts";
import { PROBLEMS, type ProblemKind, problemResponse } from "#app/platform/http/problems.ts";
import { locales } from "#app/platform/locales.ts";
import { AdminProblemPage } from "./admin/admin-problem-page.tsx";
import { ProblemPage, problemTitle } from "./problem-page.tsx";
import { figureSeats } from "./seats/figure-seats.ts";

const page = (error: unknown, locale: (typeof locales)[number] = "en") =>
  renderToStaticMarkup(
    <LocaleContext.Provider value={locale}>
      <ProblemPage error={error} requestId="d2bb180a" home="/" newLink="/find" />
    </LocaleContext.Provider>,
  );

/** Returns a thrown response in the form that the router passes to an error page. */
async function thrown(answer: Response) {
  const { status } = answer;
  return { status, statusText: "", internal: false, data: await answer.json() };
}

const CLAIMS =
  /nothing (was|has been)|nichts (geändert|gebucht)|rien n’a|no se ha (cambiado|reservado) nada/i;

describe("the page of a problem", () => {
  test.each(Object.keys(PROBLEMS) as ProblemKind[])(
    "%s has texts and a link to continue in every language",
    async (kind) => {
      const error = await thrown(problemResponse(kind, { retryAfterSeconds: 40 }));
      const texts = locales.map((locale) => page(error, locale));
      expect(new Set(texts).size).toBe(locales.length);
      for (const [index, text] of texts.entries()) {
        expect(text).toContain(
          `<h1 class="empty-title">${problemTitle(error, translator(locales[index] ?? "en")).replaceAll("'", "&#x27;")}`,
        );
        expect(text).toContain('href="/"');
        expect(text).not.toContain("d2bb180a");
      }
    },
  );

  test("of a link that no longer works offers a new one", async () => {
    expect(page(await thrown(problemResponse("linkExpired")))).toContain('href="/find">Send me a new link');
  });

  test("of too many attempts says how long to wait", async () => {
    const answer = problemResponse("tooMany", { retryAfterSeconds: 40 });
    expect(answer.headers.get("Retry-After")).toBe("40");
    expect(page(await thrown(answer))).toContain("Try again in 40 seconds.");
  });

  test("of an unexpected error shows the request id to copy, and nothing of the error", () => {
    const text = page(new Error("relation bookings does not exist"));
    expect(text).toContain('<code class="reference">d2bb180a</code>');
    expect(text).toContain('<copy-text data-text="d2bb180a" data-done="Copied">');
    expect(text).not.toContain("relation");
  });

  // A form may have succeeded although the page after it failed.
  test.each(["failed", "unavailable", "tooMany"] as const)(
    "%s does not claim that nothing was done",
    async (kind) => {
      const error =
        kind === "failed" ? new Error("x") : await thrown(problemResponse(kind, { retryAfterSeconds: 40 }));
      for (const locale of locales) expect(page(error, locale)).not.toMatch(CLAIMS);
      expect(renderToStaticMarkup(<AdminProblemPage error={error} home="/admin" />)).not.toMatch(CLAIMS);
    },
  );

  test("without details depends on the status", () => {
    const bare = (status: number) => page({ status, statusText: "", internal: false, data: "x" });
    expect(bare(404)).toContain("Page not found");
    expect(bare(403)).toContain("You don’t have access");
    expect(bare(418)).toContain("We couldn’t show this page");
  });
});

test("a status is drawn in seats", () => {
  const { columns, seats } = figureSeats("404");
  expect([columns, seats.length]).toEqual([11, 55]);
  const first = seats.slice(0, 11).map(({ state }) => (state === "booked" ? "#" : "."));
  expect(first.join("")).toBe("#.#.###.#.#");
});
