import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const { db } = await testDatabase();
const api = await serveApi(db);
const ctx = await makeOrganization(db);
const calls = apiClient(api, await keyOf(ctx));
const resource = await makeResource(ctx);
for (let booking = 0; booking < 3; booking++) await bookSome(ctx, resource);

const END_OF_2200 = 7_289_654_399_999;

/** Every parameter of the API that is an instant by its name, as the document has it. */
const INSTANTS = Object.entries(api.document.paths).flatMap(([path, operations]) =>
  Object.entries(operations as Record<string, { parameters?: { in: string; name: string }[] }>).flatMap(
    ([method, { parameters = [] }]) =>
      parameters
        .filter((each) => each.in === "query" && /(At|Timestamp)$/.test(each.name))
        .map(({ name }) => [`${method} ${path}`, name, path] as const),
  ),
);

test("the API has instants among its parameters", () => {
  expect(INSTANTS.map(([, name]) => name).sort()).toEqual(["fromTimestamp", "toTimestamp"]);
});

test.each(INSTANTS)(
  "%s takes a %s up to the end of the year 2200, and says so of what lies beyond",
  async (_, name, path) => {
    expect((await calls.get(`${path}?${name}=${END_OF_2200}`)).status).toBe(200);
    for (const instant of [
      END_OF_2200 + 1,
      8_640_000_000_000_000,
      8_640_000_000_000_001,
      9_007_199_254_740_991,
    ]) {
      const answer = await calls.get(`${path}?${name}=${instant}`);
      expect([answer.status, answer.body.error], String(instant)).toEqual([400, "VALIDATION_ERROR"]);
      expect(answer.body.details).toEqual([{ path: name, message: `must be from 0 to ${END_OF_2200}` }]);
    }
  },
);

test("a page begins behind the last row of the one before, and not where no row can be", async () => {
  const first = await calls.get("/reservations?limit=2");
  const link = /^<([^>]+)>/.exec(first.headers.get("Link") ?? "")?.[1] ?? "";
  const second = await calls.get(link.replace("/api/v1", ""));
  expect([second.status, second.body.data.length]).toEqual([200, 1]);
  for (const time of ["8640000000000001", "8640000000000000", "999999999999999", String(END_OF_2200 + 1)]) {
    const answer = await calls.get(`/reservations?after=${time}_${randomUUID()}`);
    expect([answer.status, answer.body.error], time).toEqual([400, "VALIDATION_ERROR"]);
  }
});
