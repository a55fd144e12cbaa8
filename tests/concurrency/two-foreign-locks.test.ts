import { expect, test } from "vitest";
import type { Outcome } from "#app/booking/request.ts";
import { hashToken, toHex } from "#app/platform/secrets.ts";
import { expectInvariants, times } from "#tests/engine/outcomes.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { expectSoundLedger } from "#tests/support/ledger-check.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { lockFromOutside, lockPersonFromOutside, waitingForLocks } from "./foreign-lock.ts";

const database = await testDatabase();

test("a resource is booked while as many locks from outside are held as there are slots", async () => {
  const ctx = await makeOrganization(database.db);
  const [one, two, free] = [await makeResource(ctx), await makeResource(ctx), await makeResource(ctx)];
  const releases = [
    await lockFromOutside(database.url, ctx, one),
    await lockFromOutside(database.url, ctx, two),
  ];
  // One after the other, so that each finds a slot of its own.
  const stuck = [bookSome(ctx, one)];
  await waitUntil("the first to wait", async () => (await waitingForLocks(database)) === 1);
  stuck.push(bookSome(ctx, two));
  await waitUntil("the second to wait", async () => (await waitingForLocks(database)) === 2);
  // Answered before either lock is released.
  const third = await bookSome(ctx, free);
  for (const release of releases) await release();
  const others = await Promise.all(stuck);
  expect(third.ok).toBe(true);
  expect(others.map((each) => each.ok)).toEqual([true, true]);
  await expectSoundLedger(database.db, ctx.organizationId);
  await expectInvariants(database, ctx);
});

test("an organisation whose batches all wait leaves the others a slot", async () => {
  const [ctx, neighbour] = [await makeOrganization(database.db), await makeOrganization(database.db)];
  const rules = { maxPerPerson: 9, scope: "event" };
  const first = await makeResource(ctx, { rules });
  const ids = await times(2, () => makeResource(ctx, { rules }));
  const theirs = await makeResource(neighbour);
  const person = toHex(hashToken("a person who is wanted everywhere"));
  await bookSome(ctx, first, 1, { person });
  const release = await lockPersonFromOutside(database.url, ctx, person);
  const order: string[] = [];
  const saying = (word: string) => (outcome: Outcome) => void order.push(`${word}: ${outcome.ok}`);
  const stuck: Promise<void>[] = [];
  for (const [index, id] of ids.entries()) {
    stuck.push(bookSome(ctx, id, 1, { person }).then(saying("stuck")));
    await waitUntil("it to wait", async () => (await waitingForLocks(database)) === index + 1);
  }
  // Nobody has locked this one, but its organisation has no slot left for it.
  const third = bookSome(ctx, first, 1, { person: toHex(hashToken("nobody")) }).then(saying("third"));
  await bookSome(neighbour, theirs).then(saying("neighbour"));
  await release();
  await Promise.all([...stuck, third]);
  expect(order[0]).toBe("neighbour: true");
  expect(order.slice(1).sort()).toEqual(["stuck: true", "stuck: true", "third: true"]);
  await expectInvariants(database, ctx);
});
