import { expect, test } from "vitest";
import { anotherInstance } from "#tests/concurrency/instances.ts";
import { bookWhileBackendsEnd } from "#tests/concurrency/terminated-backends.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const victim = anotherInstance(database.url);

test("while backends are terminated all the time, every booking is answered within 5 s", async () => {
  const said = await bookWhileBackendsEnd(await makeOrganization(database.db), victim.db);
  console.info(
    `${said.terminated} backends terminated, ${said.fates.size} bookings acknowledged, ${said.troubles} troubles, ` +
      `the slowest answer after ${Math.round(said.slowestMs)} ms`,
  );
  expect(said.terminated).toBeGreaterThan(3);
  expect(said.slowestMs).toBeLessThan(5_000);
});
