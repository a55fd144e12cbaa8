import { afterAll, expect, test } from "vitest";
import { testDatabase } from "#tests/support/database.ts";
import { testContext } from "#tests/support/remix.ts";
import { routeManifest } from "#tests/support/route-table.ts";
import { createSite } from "#tests/support/site.tsx";
import { makeFixture } from "./entry-point.ts";
import { startMailSender } from "./mail-sender.ts";
import { isRead, pageAddresses } from "./page-addresses.ts";
import { planOf } from "./plan.ts";
import { QueryChecker } from "./query-checker.ts";
import { tableOf } from "./tally.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const site = createSite(context);
const fixture = await makeFixture({ context, site, mailSender: await startMailSender(db) }, "Queries");
const addresses = await pageAddresses(fixture);
const checkers = addresses.map((address) => new QueryChecker(site, address, fixture.cookie));
for (const checker of checkers) await checker.findNames();
const plan = planOf(checkers.flatMap((checker) => checker.plannedFields()));

test("every page and file that is read has an address here", () => {
  const read = Object.values(routeManifest).filter(isRead);
  expect(addresses.map(({ route }) => route)).toEqual(read.map(({ id }) => id));
  const names = new Set(checkers.flatMap(({ names }) => names));
  for (const name of ["q", "after", "session", "seats", "lng", "t", "next", "month"])
    expect(names).toContain(name);
});

test.each(checkers.filter(({ names }) => names.length > 0))(
  "$tally.name answers awkward values of its query as it answers other addresses",
  { timeout: 600_000 },
  async (checker) => {
    await checker.run(plan);
    expect(checker.faults).toEqual([]);
  },
);

afterAll(() =>
  console.info(
    tableOf(
      "queries",
      checkers.map(({ tally }) => tally),
    ),
  ),
);
