import { expect, test } from "vitest";
import { hold } from "#app/booking/commands.server.ts";
import { hashToken, toHex } from "#app/platform/secrets.ts";
import { expectInvariants, makeDue, tally, times } from "#tests/engine/outcomes.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { anotherInstance } from "./instances.ts";

const database = await testDatabase();
const other = anotherInstance(database.url);
const personOf = async (name: string) => toHex(hashToken(name));

test("two instances that release holds of each other's persons never wait in a circle", async () => {
  const ctx = await makeOrganization(database.db);
  const there = { ...ctx, db: other.db };
  const rules = { maxPerPerson: 4, scope: "event" };
  const ids = await times(2, () => makeResource(ctx, { capacity: 1_000, rules }));
  for (let round = 0; round < 8; round++) {
    const persons = await times(2, (index) => personOf(`person ${index} of round ${round}`));
    await times(2, (index) => {
      const claims = [{ resourceId: ids[index] ?? "", quantity: 1 }];
      return hold(ctx, { claims, clientId: "c", person: persons[index] ?? "" });
    });
    await makeDue(ctx);
    // Each takes for one person and releases what the other had.
    const outcomes = await times(2, (index) =>
      bookSome(index ? ctx : there, ids[index] ?? "", 1, { person: persons[1 - index] ?? "" }),
    );
    expect(tally(outcomes)).toEqual({ ok: 2 });
  }
  await expectInvariants(database, ctx);
});
