import { afterAll, expect, test } from "vitest";
import { testDatabase } from "#tests/support/database.ts";
import { testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";
import { type Maker, makeFixture } from "./entry-point.ts";
import { FormChecker } from "./form-checker.ts";
import { startMailSender } from "./mail-sender.ts";
import { type PlannedField, planOf } from "./plan.ts";
import { tableOf } from "./tally.ts";

/** Makes a test of each form: what is typed there is accepted and shown right everywhere, or refused. */
export async function tryForms(title: string, makers: Record<string, Maker>): Promise<void> {
  const { db } = await testDatabase();
  const context = await testContext(db);
  const site = createSite(context);
  const mailSender = await startMailSender(db);
  const checkers: FormChecker[] = [];
  const fields: PlannedField[] = [];
  for (const [route, make] of Object.entries(makers)) {
    const fixture = await makeFixture({ context, site, mailSender }, route);
    checkers.push(...make(fixture).map((entry) => new FormChecker(site, { ...entry, route })));
  }
  for (const checker of checkers) fields.push(...(await checker.findFields()));
  const plan = planOf(fields);

  test.each(checkers)(
    "the form $tally.name accepts awkward values and shows them right, or refuses them",
    { timeout: 600_000 },
    async (checker) => {
      await checker.run(plan);
      expect(checker.faults).toEqual([]);
    },
  );

  afterAll(() => {
    console.info(
      tableOf(
        title,
        checkers.map(({ tally }) => tally),
      ),
    );
  });
}
