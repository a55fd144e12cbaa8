import { expect, test } from "vitest";
import { Random } from "#tests/engine/simulator/random.ts";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient, validateResponse } from "#tests/support/api-client.ts";
import { makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MalformedRequest, malformedRequest } from "#tests/support/malformed-requests.ts";

const database = await testDatabase();
const api = await serveApi(database.db);
const ctx = await makeOrganization(database.db, "First");
const key = await keyOf(ctx);

const REQUESTS = 5_000;
const AT_ONCE = 16;
/** What an answer may never tell: SQL, paths, stacks, names of constraints. */
const INSIDE =
  /SQLSTATE|\brelation\b|constraint|syntax error|violates|postgres|node_modules|at \/|\.[tj]s:\d|\bselect\b|\binsert into\b/i;

test("5,000 malformed requests meet no failure of ours, and learn nothing of the inside", {
  timeout: 240_000,
}, async () => {
  const seed = Number(process.env.SEED ?? 20_261_125);
  const random = new Random(seed);
  const resource = await makeResource(ctx, { capacity: 1_000_000 });
  const made = await apiClient(api, key).post("/bookings", {
    body: { claims: [{ resourceId: resource, quantity: 1 }], clientId: "ada" },
  });
  const known = {
    resource,
    place: await makeResource(ctx),
    booking: made.body.id,
    reservation: made.body.reservations[0].id,
  };
  const statuses = new Map<number, number>();
  const requests = Array.from({ length: REQUESTS }, () => malformedRequest(random, api.routes, known));
  const next = requests.values();
  const send = async () => {
    for (const request of next) {
      const status = await judge(request, seed);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  // Not all of them may fail at the first gate, or nothing was tried.
  for (const [status, least] of [
    [400, 1_000],
    [200, 100],
    [201, 10],
    [404, 50],
    [409, 10],
  ] as const) {
    expect([status, statuses.get(status)]).toEqual([status, expect.any(Number)]);
    expect(statuses.get(status), `answers with ${status}`).toBeGreaterThan(least);
  }
  expect((await apiClient(api, key).get(`/proof?resourceId=${resource}`)).body.agrees).toBe(true);
});

async function judge(request: MalformedRequest, seed: number): Promise<number> {
  const { method, path, headers, body } = request;
  const words = () =>
    `seed ${seed}: ${method} ${path} ${JSON.stringify(headers)} ${body && Buffer.from(body)}`;
  let response: Response;
  try {
    response = await fetch(api.base + path, {
      method,
      headers: { ...key, ...headers },
      ...(body ? { body: body as BodyInit } : {}),
    });
  } catch (error) {
    throw new Error(`no answer to ${words().slice(0, 2_000)}`, { cause: error });
  }
  if (response.status >= 500) expect.fail(`${response.status} for ${words().slice(0, 2_000)}`);
  if (method === "HEAD" || response.status === 204 || response.status === 304) return response.status;
  const answer = await validateResponse(api, method.toLowerCase(), path, response);
  if (response.status >= 400 && INSIDE.test(answer.text))
    expect.fail(`${answer.text.slice(0, 2_000)} for ${words().slice(0, 2_000)}`);
  return response.status;
}
