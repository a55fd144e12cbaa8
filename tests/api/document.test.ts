import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { createApi } from "#app/api/api.server.ts";
import { ok, type Route, route } from "#app/api/route.ts";
import { serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const api = await serveApi(database.db);
await makeOrganization(database.db);

test("the document is OpenAPI 3.1, and everyone may read it", async () => {
  const { status, body, headers } = await apiClient(api).get("/openapi.json");
  expect(status).toBe(200);
  expect(headers.get("access-control-allow-origin")).toBe("*");
  const validator = new Validator();
  const { valid, errors } = await validator.validate(body);
  expect(errors).toBe(undefined);
  expect(valid).toBe(true);
  expect(validator.version).toBe("3.1");
  expect(body).toEqual(JSON.parse(JSON.stringify(api.document)));
});

test("every call is in it once, with a name of its own, a summary, who may call and an answer that is no error", () => {
  const names = new Set<string>();
  for (const { method, path, access } of api.routes) {
    const operation = api.document.paths[path]?.[method] as Record<string, never> | undefined;
    expect(operation, `${method} ${path}`).toMatchObject({
      operationId: expect.any(String),
      summary: expect.any(String),
      tags: [expect.any(String)],
      security: expect.any(Array),
    });
    names.add(String(operation?.operationId));
    expect(Object.keys(operation?.responses ?? {}).some((status) => status < "300")).toBe(true);
    expect(operation?.["x-scope"]).toBe("scope" in access ? access.scope : undefined);
  }
  expect(names.size).toBe(api.routes.length);
});

test("a route without declared access or declared twice prevents the start", () => {
  const spec = { tag: "Proof", summary: "Test", responses: { 200: { description: "Done." } } } as const;
  const open = route({ ...spec, method: "get", path: "/test", access: { open: true } }, async () => ok({}));
  expect(createApi("1", [open]).routes).toHaveLength(2);
  const { access, ...undeclared } = open;
  expect(() => createApi("1", [undeclared as Route])).toThrow("GET /test declares no access");
  expect(() => createApi("1", [{ ...open, access: {} } as unknown as Route])).toThrow("declares no access");
  expect(() => createApi("1", [open, open])).toThrow("GET /test is declared twice");
});
