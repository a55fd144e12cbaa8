import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { route } from "#app/api/route.ts";
import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import { listApiOrigins, setApiOrigins } from "#app/organizations/api-origins.server.ts";
import { keyOf, METRICS_TOKEN, serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import { makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const failures: Record<string, () => Error> = {
  overloaded: () => new Overloaded(),
  unknown: () => new OutcomeUnknown(),
  broken: () => new Error("relation resources does not exist at /srv/app.ts"),
};
const failing = Object.entries(failures).map(([name, make]) =>
  route(
    {
      method: "post",
      path: `/fail/${name}`,
      tag: "Settings",
      summary: "Fail",
      access: { open: true },
      responses: { 200: { description: "Never." } },
    },
    async () => {
      throw make();
    },
  ),
);
const api = await serveApi(database.db, { more: failing });
const ctx = await makeOrganization(database.db);
const key = await keyOf(ctx);
const calls = apiClient(api, key);
const everybody = apiClient(api);

describe("every answer", () => {
  test("carries the request's id, the caller's where it is a sane one", async () => {
    const id = async (given?: string) => {
      const headers: Record<string, string> = given === undefined ? {} : { "X-Request-Id": given };
      return (await everybody.get("/settings/status", { headers })).headers.get("x-request-id");
    };
    expect(await id("order-17.a:b_c")).toBe("order-17.a:b_c");
    for (const odd of ["a b", "a".repeat(65), "<script>", undefined]) {
      expect(await id(odd)).toMatch(/^[0-9a-f-]{36}$/);
    }
    const error = await everybody.get("/resources", { headers: { "X-Request-Id": "mine" } });
    expect(error.body.requestId).toBe("mine");
  });

  test("may be kept by nobody, and does not sniff, frame or run", async () => {
    for (const answer of [await calls.get("/resources"), await everybody.get("/resources")]) {
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    }
  });

  test("is written to the log in a line with the route, the organisation and the key's beginning, and no key", async () => {
    await calls.get("/resources/nowhere");
    const line = JSON.parse(api.lines.at(-1) ?? "");
    expect(line).toMatchObject({
      method: "GET",
      route: "/api/v1/resources/:id",
      code: 404,
      ms: expect.any(Number),
      organization: ctx.organizationId,
      principal: key["X-API-Key"].slice(9, 17),
    });
    const made = await makeResource(ctx);
    await calls.post("/reservations", { body: { resourceId: made, clientId: "ada@x.org", quantity: 1 } });
    expect(JSON.parse(api.lines.at(-1) ?? "")).toMatchObject({ route: "/api/v1/reservations", seq: 2 });
    expect(api.lines.join("\n")).not.toContain(key["X-API-Key"].slice(18));
    expect(api.lines.join("\n")).not.toContain("ada@x.org");
  });

  test("is counted under the pattern of its route", async () => {
    await calls.get("/resources/nowhere");
    await calls.get("/nothing/at/all");
    const text = await api.metrics();
    expect(text).toContain(
      'reservo_http_request_seconds_count{route="/api/v1/resources/:id",method="GET",code="404"}',
    );
    expect(text).toContain(
      'reservo_http_request_seconds_count{route="/api/v1/other",method="GET",code="404"}',
    );
    expect(text).not.toContain("nowhere");
  });
});

describe("a request that no call answers", () => {
  test("is answered with 404 in JSON where there is no such path", async () => {
    for (const path of ["", "/", "/nothing", "/resources/", "/resources/a/b/c", "/../admin", "/RESOURCES"]) {
      const { status, body } = await calls.get(path);
      expect([path, status, body.error]).toEqual([path, 404, "NOT_FOUND"]);
    }
    const outside = await fetch(`${api.origin}/api/v2/resources`);
    expect([outside.status, (await outside.json()).error]).toEqual([404, "NOT_FOUND"]);
  });

  test("is answered with 405 and the methods that there are where the method is wrong", async () => {
    const wrong = await calls.delete("/resources");
    expect([wrong.status, wrong.body.error]).toEqual([405, "METHOD_NOT_ALLOWED"]);
    expect(wrong.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
    expect((await calls.get("/reservations/commit")).body.error).toBe("INVALID_INPUT");
    expect((await calls.get("/resources/a/close")).headers.get("allow")).toBe("POST, OPTIONS");
    const odd = await fetch(`${api.base}/resources`, { method: "PROPFIND" });
    expect([odd.status, (await odd.json()).error]).toEqual([405, "METHOD_NOT_ALLOWED"]);
  });

  test("is answered to HEAD as to GET, without a body", async () => {
    const answer = await fetch(`${api.base}/settings/status`, { method: "HEAD" });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
  });
});

describe("a body", () => {
  const id = crypto.randomUUID();
  const body = JSON.stringify({ id, type: "room", capacity: 1 });
  const send = (headers: Record<string, string>, text: string | Uint8Array = body) =>
    fetch(`${api.base}/resources`, { method: "POST", headers: { ...key, ...headers }, body: text as string });

  test("must be JSON, by its words and by its type", async () => {
    for (const [type, text] of [
      ["application/json", "{'id':1}"],
      ["application/json", ""],
      ["application/json", new Uint8Array([0x22, 0xff, 0x22])],
      ["text/plain", body],
      ["application/x-www-form-urlencoded", body],
      ["multipart/form-data; boundary=x", body],
    ] as const) {
      const answer = await send({ "Content-Type": type }, text as string);
      expect([type, answer.status, (await answer.json()).error]).toEqual([type, 400, "VALIDATION_ERROR"]);
    }
    expect((await send({ "Content-Type": "application/json;charset=UTF-8" })).status).toBe(201);
    expect((await send({ "Content-Type": "application/vnd.club+json" })).status).toBe(409);
  });

  test("of more than 64 KiB is answered with 413, announced or not", async () => {
    const large = `{"a":"${"a".repeat(65_536)}"}`;
    const announced = await send({ "Content-Type": "application/json" }, large);
    expect([announced.status, (await announced.json()).error]).toEqual([413, "PAYLOAD_TOO_LARGE"]);
    const status = await new Promise((resolve, reject) => {
      const chunked = request(`${api.base}/resources`, { method: "POST", headers: key }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      chunked.on("error", reject);
      chunked.write(large);
      chunked.end();
    });
    expect(status).toBe(413);
    expect((await send({ "Content-Type": "application/json" }, large.slice(0, 65_536))).status).toBe(400);
  });

  test("that is nested too deep is answered with 400", async () => {
    for (const depth of [40, 30_000]) {
      const text = `{"metadata":${"[".repeat(depth)}${"]".repeat(depth)}}`;
      const answer = await send({ "Content-Type": "application/json" }, text);
      expect(answer.status).toBe(400);
      expect((await answer.json()).details[0].message).toContain("deep");
    }
  });
});

describe("what goes wrong", () => {
  test("is told with the contract's code, and without anything of the inside", async () => {
    const fail = async (name: string) => {
      const { status, body, headers } = await everybody.post(`/fail/${name}`);
      return [status, body.error, headers.get("retry-after")];
    };
    expect(await fail("overloaded")).toEqual([503, "OVERLOADED", "1"]);
    expect(await fail("unknown")).toEqual([504, "OUTCOME_UNKNOWN", "1"]);
    expect(await fail("broken")).toEqual([500, "INTERNAL_ERROR", null]);
    const { text, body } = await everybody.post("/fail/broken");
    expect(text).not.toMatch(/relation|srv|exist|at \//);
    const line = api.lines.find((each) => each.includes(body.requestId) && each.includes('"error"'));
    expect(line).toContain("relation resources does not exist");
  });
});

describe("pages of other origins", () => {
  const LISTED = "https://shop.example";
  const from = (origin: string) => ({ Origin: origin });
  const ask = async (path: string, method: string, headers: string, origin = LISTED) => {
    const answer = await fetch(api.base + path, {
      method: "OPTIONS",
      headers: {
        ...from(origin),
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": headers,
      },
    });
    expect(answer.status).toBe(204);
    return answer.headers;
  };

  test("may read what is public, whoever they are, without credentials", async () => {
    const answer = await everybody.get("/settings/status", { headers: from("https://evil.example") });
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-allow-credentials")).toBe(null);
    expect(answer.headers.get("access-control-expose-headers")).toContain("X-Request-Id");
    const asked = await ask("/settings/status", "GET", "x-request-id", "https://evil.example");
    expect(asked.get("access-control-allow-origin")).toBe("*");
  });

  test("may use a key where its organisation has listed them, and only then", async () => {
    const other = await makeOrganization(database.db, "Other");
    const foreign = apiClient(api, await keyOf(other));
    expect(await setApiOrigins(ctx, ["http://localhost:5173", `${LISTED}/`])).toEqual({
      ok: true,
      origins: ["http://localhost:5173", LISTED],
    });
    const answer = await calls.get("/resources", { headers: from("http://localhost:5173") });
    expect(answer.headers.get("access-control-allow-origin")).toBe("http://localhost:5173");
    expect(answer.headers.get("vary")).toContain("Origin");
    const asked = await ask("/reservations", "POST", "x-api-key,content-type", "http://localhost:5173");
    expect(asked.get("access-control-allow-origin")).toBe("http://localhost:5173");
    expect(asked.get("access-control-allow-headers")).toMatch(/X-API-Key.*Idempotency-Key/);
    expect(asked.get("access-control-allow-methods")).toContain("POST");
    const unlisted = await ask("/reservations", "POST", "x-api-key", "https://evil.example");
    expect(unlisted.get("access-control-allow-origin")).toBe(null);
    const others = await foreign.get("/resources", { headers: from("http://localhost:5173") });
    expect([others.status, others.headers.get("access-control-allow-origin")]).toEqual([200, null]);
  });

  test("may send headers of tracing and others that the API does not read, and no name that is none", async () => {
    const named = "traceparent,tracestate, Baggage,sentry-trace,x-datadog-trace-id,x-api-key";
    for (const [path, method] of [
      ["/reservations", "POST"],
      ["/settings/status", "GET"],
    ] as const) {
      const asked = await ask(path, method, named);
      const allowed = (asked.get("access-control-allow-headers") ?? "").toLowerCase().split(", ");
      for (const name of named.toLowerCase().split(/, */)) expect(allowed).toContain(name);
      expect(allowed).toContain("idempotency-key");
    }
    const odd = await ask("/reservations", "POST", `x y, (z), ${"a".repeat(65)}, ok${", b".repeat(500)}`);
    const allowed = (odd.get("access-control-allow-headers") ?? "").split(", ");
    expect(allowed).toContain("ok");
    expect(allowed.filter((name) => !/^[\w-]{1,64}$/.test(name))).toEqual([]);
    expect(allowed.length).toBeLessThanOrEqual(30);
  });

  test("are stored as origins, and nothing else is", async () => {
    for (const wrong of [
      "shop.example",
      "https://a.example/path",
      "ftp://a.example",
      "https://u@a.example",
    ]) {
      expect(await setApiOrigins(ctx, [wrong])).toEqual({ ok: false, refusal: "INVALID_ORIGINS" });
    }
    expect(
      await setApiOrigins(
        ctx,
        Array.from({ length: 51 }, (_, n) => `https://a${n}.example`),
      ),
    ).toEqual({ ok: false, refusal: "INVALID_ORIGINS" });
    expect(await listApiOrigins(database.db, ctx.organizationId)).toHaveLength(2);
  });

  test.each([
    ["413", "/reservations", { method: "POST", body: "a".repeat(65_537) }],
    ["414", `/resources?type=${"a".repeat(4_100)}`, {}],
    ["404", "/nothing/at/all", {}],
    ["405", "/reservations", { method: "DELETE" }],
  ])("are told of %s as of every other answer", async (status, path, init) => {
    const told = async (origin: string) => {
      const answer = await fetch(api.base + path, { ...init, headers: { ...key, ...from(origin) } });
      expect(String(answer.status)).toBe(status);
      return [answer.headers.get("access-control-allow-origin"), answer.headers.get("vary")];
    };
    expect(await told("http://localhost:5173")).toEqual(["http://localhost:5173", "Origin"]);
    expect(await told("https://evil.example")).toEqual([null, "Origin"]);
    const view = await fetch(`${api.base}/availability?ids=${"a".repeat(5_000)}`);
    expect([view.status, view.headers.get("access-control-allow-origin")]).toEqual([414, "*"]);
  });

  test("are told which methods there are, and 404 where there is nothing", async () => {
    const plain = await fetch(`${api.base}/resources/a/close`, { method: "OPTIONS" });
    expect([plain.status, plain.headers.get("allow")]).toEqual([204, "POST, OPTIONS"]);
    expect((await fetch(`${api.base}/nothing`, { method: "OPTIONS" })).status).toBe(404);
  });
});

describe("too many requests", () => {
  test("with keys that do not count are answered with 429 and when to come back", async () => {
    const limited = await serveApi(database.db, { rateLimits: true });
    const wrong = apiClient(limited, { "X-API-Key": "wrong" });
    const answers = [];
    for (let n = 0; n < 61; n++) answers.push(await wrong.get("/resources"));
    expect(answers.slice(0, 60).every((each) => each.status === 401)).toBe(true);
    const last = answers.at(-1);
    expect([last?.status, last?.body.error]).toEqual([429, "RATE_LIMITED"]);
    expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await apiClient(limited, key).get("/resources")).status).toBe(200);
    expect(await limited.metrics()).toContain('reservo_shed_total{reason="rate"} 1');
  });

  test("that change something without a key are stopped sooner than those that read", async () => {
    const limited = apiClient(await serveApi(database.db, { rateLimits: true }));
    const body = { resourceId: "a", clientId: "ada", quantity: 1 };
    const statuses = [];
    for (let n = 0; n < 61; n++) statuses.push((await limited.post("/reservations", { body })).status);
    expect([statuses[59], statuses[60]]).toEqual([401, 429]);
    expect((await limited.get("/settings/status")).status).toBe(200);
  });
});

test("/metrics, /health and /ready stand at the root", async () => {
  const status = async (path: string, headers = {}) => (await fetch(api.origin + path, { headers })).status;
  expect(await status("/health")).toBe(200);
  expect(await status("/ready")).toBe(200);
  expect(await status("/metrics")).toBe(404);
  expect(await status("/metrics", { Authorization: `Bearer ${METRICS_TOKEN}` })).toBe(200);
  expect(await status("/api/v1/health")).toBe(404);
});
