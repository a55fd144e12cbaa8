import { expect, test } from "vitest";
import { locales } from "#app/platform/locales.ts";
import { type HostRefusal, refuse } from "./refusals.ts";

const CLAIMS =
  /nothing (was|has been)|nichts (geändert|gebucht)|rien n’a|no se ha (cambiado|reservado) nada/i;

// A form may have been processed although the page that follows it cannot be shown.
test.each(["busy", "unavailable", "failed"] as const)(
  "a page that is %s does not claim that nothing was done",
  async (refusal: HostRefusal) => {
    for (const isApi of [true, false]) {
      for (const locale of locales) {
        const answer = refuse(refusal, { requestId: "x", isApi, accept: "text/html", locale });
        expect(await answer.text()).not.toMatch(CLAIMS);
      }
    }
  },
);
