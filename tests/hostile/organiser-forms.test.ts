import { describe, expect, test } from "vitest";
import { testDatabase } from "#tests/support/database.ts";
import { testContext } from "#tests/support/remix.ts";
import { makeStage, ORGANISER_FORMS } from "./entry-points.ts";
import { FormJudge } from "./judge-forms.ts";
import { createSite } from "./site.tsx";
import { GROUPS, valuesFor } from "./values.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const site = createSite(context);
const routes = Object.keys(ORGANISER_FORMS);

describe.each(Object.entries(ORGANISER_FORMS))("the form of %s", (route, make) => {
  test.each(Object.keys(GROUPS))(
    "accepts %s and shows them right, or refuses them",
    { timeout: 120_000 },
    async (group) => {
      const faults: string[] = [];
      for (const entry of make(await makeStage(context, site, route))) {
        const judge = new FormJudge(site, { ...entry, route });
        for (const value of valuesFor(group, routes.indexOf(route))) await judge.tryValue(value);
        faults.push(...judge.faults);
      }
      expect(faults).toEqual([]);
    },
  );
});
