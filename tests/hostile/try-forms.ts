import { afterAll, expect, test } from "vitest";
import { testDatabase } from "#tests/support/database.ts";
import { testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";
import { type Maker, makeFixture } from "./entry-point.ts";
import { FormJudge } from "./judge-forms.ts";
import { startMailSender } from "./mail-sender.ts";
import { type PlannedField, planOf } from "./plan.ts";
import { tableOf } from "./tally.ts";

/** Makes a test of each form: what is typed there is accepted and shown right everywhere, or refused. */
export async function tryForms(title: string, makers: Record<string, Maker>): Promise<void> {
  const { db } = await testDatabase();
  const context = await testContext(db);
  const site = createSite(context);
  const mailSender = await startMailSender(db);
  const judges: FormJudge[] = [];
  const fields: PlannedField[] = [];
  for (const [route, make] of Object.entries(makers)) {
    const fixture = await makeFixture({ context, site, mailSender }, route);
    judges.push(...make(fixture).map((entry) => new FormJudge(site, { ...entry, route })));
  }
  for (const judge of judges) fields.push(...(await judge.findFields()));
  const plan = planOf(fields);

  test.each(judges)(
    "the form $tally.name accepts awkward values and shows them right, or refuses them",
    { timeout: 600_000 },
    async (judge) => {
      await judge.run(plan);
      expect(judge.faults).toEqual([]);
    },
  );

  afterAll(() => {
    console.info(
      tableOf(
        title,
        judges.map(({ tally }) => tally),
      ),
    );
  });
}
