import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeForms } from "#tests/support/forms.ts";
import { hostileBodies } from "#tests/support/hostile-bodies.ts";
import { signedIn } from "#tests/support/members.ts";
import { type RouteModule, requestRoute, testContext } from "#tests/support/remix.ts";
import { routeNameOf } from "#tests/support/route-modules.ts";

const MAX_WORK_MS = 100;
const MAX_GROWTH_BYTES = 8 * 1024 * 1024;
/** Of the whole process, in which the allocator keeps pages that are free. */
const MAX_RESIDENT_GROWTH_BYTES = 64 * 1024 * 1024;
const ROUNDS = 2;

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const cookie = await signedIn(context, ctx.organizationId, "owner");
const forms = await makeForms(context, ctx);
const modules = import.meta.glob<RouteModule>("../../app/routes/**/*.{ts,tsx}", { eager: true });
const routes = new Map(Object.entries(modules).map(([path, module]) => [routeNameOf(path), module]));

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function memory(): { heap: number; resident: number } {
  collectGarbage();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { heap: heapUsed + arrayBuffers, resident: rss };
}

/** Sends each hostile body to each form once, and returns the most work, in ms of the processor, that one of them took. */
async function sendAll(): Promise<{ workMs: number; what: string }> {
  let most = { workMs: 0, what: "" };
  for (const [name, { path, params, valid, list, rowField }] of Object.entries(forms)) {
    const module = routes.get(name);
    if (!module) throw new Error(`there is no route ${name}`);
    for (const sent of hostileBodies(valid, list, rowField)) {
      const before = process.cpuUsage();
      const { status } = await requestRoute(context, module, path, { cookie, params, sent });
      const { user, system } = process.cpuUsage(before);
      expect([400, 415]).toContain(status);
      const workMs = (user + system) / 1_000;
      if (workMs > most.workMs) most = { workMs, what: `${sent.what} sent to ${name}` };
    }
  }
  return most;
}

test("a hostile form costs at most 100 ms of work, and no memory", async () => {
  // What is made once (compiled code, prepared statements) is made in the first round.
  await sendAll();
  const before = memory();
  for (let round = 0; round < ROUNDS; round++) {
    const { workMs, what } = await sendAll();
    expect(workMs, what).toBeLessThan(MAX_WORK_MS);
  }
  const after = memory();
  expect(after.heap - before.heap).toBeLessThan(MAX_GROWTH_BYTES);
  expect(after.resident - before.resident).toBeLessThan(MAX_RESIDENT_GROWTH_BYTES);
});
