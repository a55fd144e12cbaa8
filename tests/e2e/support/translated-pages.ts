import type { KnownPage } from "./pages.ts";

/** The public pages that speak every language; a page that is translated is added by one line. */
export const translatedPages: KnownPage[] = [
  { name: "the start page", open: ({ page }) => page.goto("/") },
  { name: "an organiser's page", open: ({ page }) => page.goto("/o/northside-makers") },
  { name: "a month of an organiser", open: ({ page }) => page.goto("/o/northside-makers?view=month") },
  { name: "an empty month", open: ({ page }) => page.goto("/o/northside-makers?view=month&month=2031-01") },
  { name: "what is over", open: ({ page }) => page.goto("/o/northside-makers?past=1") },
  {
    name: "a search that finds nothing",
    open: ({ page }) => page.goto("/o/northside-makers?q=nothing+like+it"),
  },
  { name: "the page that is not there", open: ({ page }) => page.goto("/e/no-such-event") },
];
