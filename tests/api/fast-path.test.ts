import { type IncomingMessage, request } from "node:http";
import { describe, expect, test } from "vitest";
import { setApiOrigins } from "#app/organizations/api-origins.server.ts";
import { keyOf, type ServedApi, serveApi } from "#tests/support/api.ts";
import { makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const database = await testDatabase();
const ctx = await makeOrganization(database.db, "First");
const key = await keyOf(ctx);
const reader = await keyOf(ctx, "read");
const room = await makeResource(ctx, { capacity: 1_000 });
const full = await makeResource(ctx, { capacity: 1 });
await setApiOrigins(ctx, ["https://shop.test"]);

/** One server with the fast path and one without, over the same data. */
const pairOf = async (options: Parameters<typeof serveApi>[1] = {}) => ({
  fast: await serveApi(database.db, options),
  full: await serveApi(database.db, { ...options, fastPath: false }),
});
const pair = await pairOf();

interface ApiRequest {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
}

interface Exchange {
  answer: { status: number | undefined; headers: Record<string, unknown>; body: string };
  line: Record<string, unknown>;
  /** The names of its headers as they were written tell which way it went. */
  way: "fast" | "full";
}

async function send(api: ServedApi, { method = "GET", path, headers, body }: ApiRequest): Promise<Exchange> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const length = text === undefined ? {} : { "Content-Length": Buffer.byteLength(text) };
    const json = text === undefined ? {} : { "Content-Type": "application/json" };
    const all = { "X-Request-Id": "one-1", ...json, ...length, ...headers };
    const sent = request(api.base + path, { method, headers: all, agent: false }, resolve);
    sent.once("error", reject);
    sent.end(text);
  });
  let answered = "";
  for await (const part of response) answered += part;
  const { date, ...kept } = response.headers;
  expect(date).toBeDefined();
  const { time, ms, client, ...line } = JSON.parse(api.lines.at(-1) ?? "");
  expect([typeof time, typeof ms, typeof client]).toEqual(["string", "number", "string"]);
  const way = response.rawHeaders.includes("X-Request-Id") ? "fast" : "full";
  return { answer: { status: response.statusCode, headers: kept, body: steady(answered) }, line, way };
}

/** Without what is new in every answer. */
function steady(text: string): string {
  const ids = text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id").replaceAll(/"\d{4}-[^"]*Z"/g, '"time"');
  return ids.replaceAll(/"(serverTimestamp|createdAt|cachedAt|sequence|remaining|version)":\d+/g, '"$1":0');
}

const commit = (resourceId: string) => ({ resourceId, clientId: "ada@example.org", quantity: 1 });
const POST = "POST";
const again = (name: string) => ({ ...key, "Idempotency-Key": name });
const plain: [string, ApiRequest][] = [
  ["a view", { path: `/availability/${room}` }],
  ["a view with a query", { path: `/availability/${room}?minSequence=1` }],
  ["views", { path: `/availability?ids=${room},${full}`, headers: key }],
  ["a view for a key", { path: `/resources/${room}/availability`, headers: key }],
  ["a view that is known", { path: `/availability/${full}`, headers: { "If-None-Match": '"1"' } }],
  ["a page that may read", { path: "/resources", headers: { ...key, Origin: "https://shop.test" } }],
  ["a page that may not", { path: "/resources", headers: { ...key, Origin: "https://other.test" } }],
  ["no key", { path: "/resources" }],
  ["a wrong key", { path: "/resources", headers: { Authorization: "Bearer nonsense" } }],
  ["a key that may not", { method: "DELETE", path: "/availability/cache", headers: reader }],
  ["nothing to say", { method: "DELETE", path: "/availability/cache", headers: key }],
  ["what is not there", { path: "/resources/nowhere", headers: key }],
  ["a malformed id", { path: "/reservations/nowhere", headers: key }],
  ["a wrong query", { path: "/reservations?limit=0", headers: key }],
  ["a next page", { path: "/resources?limit=1&offset=0", headers: key }],
  ["a commit", { method: POST, path: "/reservations", headers: key, body: commit(room) }],
  [
    "a full one",
    { method: POST, path: "/reservations", headers: key, body: { ...commit(full), quantity: 2 } },
  ],
  ["no body", { method: POST, path: "/reservations", headers: key }],
  ["a wrong body", { method: POST, path: "/reservations", headers: key, body: { quantity: "ß" } }],
  [
    "text",
    { method: POST, path: "/reservations", headers: { ...key, "Content-Type": "text/plain" }, body: 1 },
  ],
  ["a commit under a key", { method: POST, path: "/reservations", headers: again("k"), body: commit(room) }],
  ["the same again", { method: POST, path: "/reservations", headers: again("k"), body: commit(room) }],
  ["another under it", { method: POST, path: "/reservations", headers: again("k"), body: commit(full) }],
  ["a change", { method: "PUT", path: "/settings/maintenance", headers: key, body: { enabled: false } }],
  ["a forged address", { path: "/settings/status", headers: { "X-Forwarded-For": "203.0.113.9" } }],
  ["another organisation", { path: `/availability/${room}?organization=nobody`, headers: key }],
];

describe("the fast path", () => {
  test.each(plain)("responds as the full pipeline, header by header: %s", async (_name, asking) => {
    // Where it was asked for before, it is known to both or to neither.
    if (asking.path.startsWith("/availability") && asking.method !== "DELETE") {
      await send(pair.fast, asking);
      await send(pair.full, asking);
    }
    const [fast, full] = [await send(pair.fast, asking), await send(pair.full, asking)];
    expect([fast.way, full.way]).toEqual(["fast", "full"]);
    const { "idempotency-replayed": replayed, ...others } = fast.answer.headers;
    // The first of a key is answered once, by whichever is asked first.
    if (asking.headers?.["Idempotency-Key"] && fast.answer.status === 201) {
      const { "idempotency-replayed": second, ...headers } = full.answer.headers;
      expect([second, headers, fast.answer.body]).toEqual(["true", others, full.answer.body]);
    } else {
      expect(replayed).toBe(full.answer.headers["idempotency-replayed"]);
      expect(fast.answer).toEqual(full.answer);
    }
    expect({ ...fast.line, seq: 0 }).toEqual({ ...full.line, seq: 0 });
  });

  const odd: [string, ApiRequest][] = [
    // Of a body whose length does not vary with the age of a cached view.
    ["HEAD", { method: "HEAD", path: "/resources", headers: key }],
    ["OPTIONS", { method: "OPTIONS", path: `/availability/${room}` }],
    ["a path that has to be decoded", { path: "/resources/%72oom", headers: key }],
    ["a part that begins with a dot", { path: "/resources/.room", headers: key }],
    ["what stands nowhere", { path: "/nothing/at/all" }],
    ["a wrong method", { method: "PATCH", path: "/availability" }],
    ["a body that is too large", { method: POST, path: "/reservations", body: "a".repeat(70_000) }],
    [
      "a body of no known length",
      { method: POST, path: "/resources", headers: { "Transfer-Encoding": "chunked" } },
    ],
    ["a body with a read", { path: "/settings/status", body: {} }],
    ["an address that is too long", { path: `/availability?ids=${"a".repeat(5_000)}` }],
    ["a host of another spelling", { path: "/settings/status", headers: { Host: "Example.test" } }],
  ];
  test.each(odd)("is left by what is not plain: %s", async (_name, asking) => {
    // Where it was asked for before, it is known to both or to neither, and as long.
    await send(pair.fast, asking);
    await send(pair.full, asking);
    const [fast, full] = [await send(pair.fast, asking), await send(pair.full, asking)];
    expect([fast.way, full.way]).toEqual(["full", "full"]);
    expect(fast.answer).toEqual(full.answer);
  });

  test("has the headers of https, and closes connections while it drains", async () => {
    const host = { publicOrigin: "https://book.test", draining: () => true };
    const { fast, full } = await pairOf({ host });
    const asking = { path: "/settings/status" };
    const [one, other] = [await send(fast, asking), await send(full, asking)];
    expect([one.way, one.answer.headers.connection]).toEqual(["fast", "close"]);
    expect(one.answer.headers["strict-transport-security"]).toBe("max-age=63072000");
    expect(one.answer).toEqual(other.answer);
  });

  test("is counted, and limited, as the full pipeline", async () => {
    const { fast, full } = await pairOf({ rateLimits: true });
    const asking = { path: "/resources", headers: { "X-API-Key": "nonsense" } };
    for (const api of [fast, full]) {
      const statuses = new Set<number | undefined>();
      for (let tries = 0; tries < 61; tries++) statuses.add((await send(api, asking)).answer.status);
      expect([...statuses]).toEqual([401, 429]);
    }
    const counted = async (api: ServedApi) =>
      (await api.metrics())
        .split("\n")
        .filter((line) => /^reservo_(http_request_seconds_count|shed)/.test(line));
    expect(await counted(fast)).toEqual(await counted(full));
    expect((await counted(fast)).join()).toContain('code="429"');
  });
});
