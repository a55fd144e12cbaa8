import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { from, fromOurPage, startTestHost } from "#tests/support/host.ts";

const html = (text: string) => async () =>
  new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } });

test("a response carries the caller's request id when it is valid, and a new one otherwise", async () => {
  const { app } = startTestHost();
  const idFor = async (headers: Record<string, string>) =>
    (await app.request("/e/x", { headers })).headers.get("x-request-id") ?? "";
  const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  expect(await idFor({ "X-Request-Id": "abc-123" })).toBe("abc-123");
  expect(await idFor({ traceparent })).toBe(traceparent);
  for (const bad of ["a".repeat(65), "a b", "<script>", ""]) {
    expect(await idFor({ "X-Request-Id": bad })).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("what an untrusted client forwards never reaches a page or changes who it is", async () => {
  const { app } = startTestHost();
  const headers = {
    Host: "book.test",
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Host": "evil.test",
    "X-Forwarded-Proto": "https",
    "X-Real-IP": "203.0.113.9",
    Forwarded: "for=203.0.113.9",
    Origin: "http://evil.test",
    "X-Kept": "yes",
  };
  const seen = await (await app.request("http://book.test/e/x?a=1", { headers }, from("192.0.2.1"))).json();
  expect(seen.url).toBe("http://book.test/e/x?a=1");
  expect(seen.context).toMatchObject({
    clientAddress: "192.0.2.1",
    origin: "http://book.test",
    secure: false,
  });
  expect(Object.keys(seen.headers).sort()).toEqual(["host", "x-kept"]);
});

test("the first forwarded header of a peer that is not a trusted proxy is logged once, with what to set", async () => {
  const { app, lines } = startTestHost({ trustedProxies: ["192.0.2.0/24"] });
  const warnings = () => lines.map((line) => JSON.parse(line)).filter((line) => line.level === "warn");
  const ask = (peer: string, headers: Record<string, string> = { "X-Forwarded-For": "203.0.113.9" }) =>
    app.request("http://book.test/e/x", { headers }, from(peer));
  await ask("198.51.100.1", {});
  await ask("192.0.2.1");
  expect(warnings()).toEqual([]);
  await ask("::ffff:198.51.100.1");
  await ask("198.51.100.1");
  await app.request("http://book.test/health", { headers: { "X-Forwarded-For": "x" } }, from("198.51.100.1"));
  expect(warnings()).toMatchObject([{ peer: "198.51.100.1" }]);
  expect(warnings()[0].msg).toContain("set TRUSTED_PROXIES=198.51.100.1 ");
  await ask("2001:db8::7");
  expect(warnings()[1].msg).toContain("set TRUSTED_PROXIES=2001:db8::7 ");
  for (let host = 1; host <= 60; host++) await ask(`203.0.113.${host}`);
  expect(warnings()).toHaveLength(20);
});

test("the address, scheme and host that a trusted proxy forwards are believed", async () => {
  const { app } = startTestHost({ trustedProxies: ["192.0.2.0/24"] });
  const headers = {
    "X-Forwarded-For": "198.51.100.66, 203.0.113.9",
    "X-Forwarded-Host": "book.test",
    "X-Forwarded-Proto": "https",
  };
  const response = await app.request("http://inner:3000/e/x", { headers }, from("::ffff:192.0.2.1"));
  const seen = await response.json();
  expect(seen.url).toBe("https://book.test/e/x");
  expect(seen.context).toMatchObject({
    clientAddress: "203.0.113.9",
    origin: "https://book.test",
    secure: true,
  });
  expect(seen.headers).not.toHaveProperty("x-forwarded-host");
  expect(response.headers.get("strict-transport-security")).toBe("max-age=63072000");
});

test("loader data is not found outside the admin, however the path is spelled", async () => {
  const { app } = startTestHost();
  const stray = ["/e/x.data", "/_root.data", "/E/X.data", "/%61dmin%2f..%2fe/x.data", "/admin/../e/x.data"];
  for (const path of stray) expect((await app.request(path)).status, path).toBe(404);
  expect((await app.request("/e/x.data", { method: "POST", headers: fromOurPage })).status).toBe(404);
  for (const path of ["/admin/events.data", "/admin.data"])
    expect((await app.request(path)).status).toBe(200);
});

test("a path that hides a separator or is malformed is not found and never rendered", async () => {
  const { app } = startTestHost();
  for (const path of ["//evil.test/x", "/e%2fx", "/e/%5cx", "/e/%00", "/e/%E0%A4%A"]) {
    const response = await app.request(`http://book.test${path}`);
    expect(response.status, path).toBe(404);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  }
});

test("unsupported methods are refused with a list of the supported ones", async () => {
  const { app } = startTestHost();
  for (const [path, method] of [
    ["/e/x", "PUT"],
    ["/e/x", "DELETE"],
    ["/e/x", "OPTIONS"],
    ["/health", "POST"],
    ["/assets/a.js", "POST"],
  ] as const) {
    const response = await app.request(path, { method, headers: fromOurPage });
    expect(response.status, `${method} ${path}`).toBe(405);
    expect(response.headers.get("allow")).toContain("GET, HEAD");
  }
});

test("a URL over 4 kB is refused", async () => {
  const { app } = startTestHost();
  expect((await app.request(`/e/x?q=${"a".repeat(5000)}`)).status).toBe(414);
  expect((await app.request(`/e/x?q=${"a".repeat(4000)}`)).status).toBe(200);
});

test("a body over 64 KiB is refused whether its length is announced or not, and a page sees complete bodies only", async () => {
  const { app } = startTestHost({ bodyLimit: (path) => (path === "/admin/media" ? 100_000 : undefined) });
  const send = (path: string, size: number, announced: boolean) => {
    const text = "a".repeat(size);
    const stream = new Blob([text]).stream();
    const headers = { ...fromOurPage, ...(announced && { "Content-Length": String(size) }) };
    const init = { method: "POST", headers, body: announced ? text : stream, duplex: "half" };
    return app.request(path, init as RequestInit);
  };
  for (const announced of [true, false]) {
    expect((await send("/e/x", 65_537, announced)).status).toBe(413);
    const seen = await (await send("/e/x", 65_536, announced)).json();
    expect(seen.body).toHaveLength(65_536);
    expect((await send("/admin/media", 99_000, announced)).status).toBe(200);
  }
});

test("a page that throws becomes an error page with the request id, and the error is logged", async () => {
  const { app, lines } = startTestHost({
    pages: async () => {
      throw new Error("relation people does not exist");
    },
  });
  const response = await app.request("/e/x", { headers: { Accept: "text/html", "X-Request-Id": "abc" } });
  const text = await response.text();
  expect(response.status).toBe(500);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(text).toContain("We couldn’t show this page");
  expect(text).toContain("abc");
  expect(text).not.toMatch(/relation|at .*\.ts|style=|<script/);
  expect(lines.join("")).toContain("relation people does not exist");
});

test("a page whose body stream fails becomes the same error page", async () => {
  const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("render failed")) });
  const { app } = startTestHost({
    pages: async () => new Response(broken, { headers: { "Content-Type": "text/html" } }),
  });
  const response = await app.request("/e/x");
  expect(response.status).toBe(500);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(response.headers.get("content-encoding")).toBeNull();
});

test("an API that throws, no API and an oversized request get errors in the API's format", async () => {
  const { app } = startTestHost({
    api: {
      base: "/api/v1",
      find: () => undefined,
      corsHeaders: () => ({ "Access-Control-Allow-Origin": "https://shop.test" }),
      respond({ path, body }) {
        if (path.endsWith("boom")) throw new Error("inside");
        return { status: 200, headers: {}, body: Buffer.from(body ?? []).toString() };
      },
    },
  });
  const post = (path: string, body: string) =>
    app.request(path, {
      method: "POST",
      body,
      headers: { "X-Request-Id": "abc", Origin: "https://other.test" },
    });
  expect(await (await post("/api/v1/boom", "{}")).json()).toMatchObject({
    error: "INTERNAL_ERROR",
    requestId: "abc",
  });
  const none = await startTestHost().app.request("/api/v1/nope");
  expect(await none.json()).toMatchObject({ error: "NOT_FOUND" });
  const large = await post("/api/v1/echo", `"${"a".repeat(70_000)}"`);
  expect([large.status, large.headers.get("access-control-allow-origin")]).toEqual([
    413,
    "https://shop.test",
  ]);
  expect(await (await post("/api/v1/echo", '{"a":1}')).json()).toEqual({ a: 1 });
});

test("a malformed URL below the API gets an error in the API's format", async () => {
  const { app } = startTestHost();
  const headers = { Accept: "text/html" };
  const program = await app.request("/api/v1/x%2fy", { headers });
  expect([program.status, program.headers.get("content-type")]).toEqual([
    404,
    "application/json; charset=utf-8",
  ]);
  // Other malformed URLs get a browser's error page, whatever they would decode to.
  for (const path of ["/%61pi/v1/x%2fy", "/api%2fv1", "/b/x%2fy"]) {
    const answer = await app.request(path, { headers });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
  }
});

test("HTML is gzipped where the client accepts it and it is worth it, and HEAD keeps the headers", async () => {
  const long = `<h1>${"seat ".repeat(1000)}</h1>`;
  const { app } = startTestHost({ pages: html(long) });
  const zipped = await app.request("/e/x", { headers: { "Accept-Encoding": "br, gzip;q=0.8" } });
  const bytes = new Uint8Array(await zipped.arrayBuffer());
  expect(zipped.headers.get("content-encoding")).toBe("gzip");
  expect(zipped.headers.get("vary")).toContain("Accept-Encoding");
  expect(zipped.headers.get("content-length")).toBe(String(bytes.byteLength));
  expect(gunzipSync(bytes).toString()).toBe(long);
  const refused = await app.request("/e/x", { headers: { "Accept-Encoding": "gzip;q=0, *;q=0" } });
  expect(refused.headers.get("content-encoding")).toBeNull();
  expect(await refused.text()).toBe(long);
  const head = await app.request("/e/x", { method: "HEAD" });
  expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "5009", ""]);
  const { app: short } = startTestHost({ pages: html("<p>x</p>") });
  const small = await short.request("/e/x", { headers: { "Accept-Encoding": "gzip" } });
  expect(small.headers.get("content-encoding")).toBeNull();
});

test("all cookies that a page sets are sent, and none is read or set in the embed", async () => {
  const pages = async (request: Request) => {
    const response = new Response(request.headers.get("cookie") ?? "none");
    response.headers.append("Set-Cookie", "a=1");
    response.headers.append("Set-Cookie", "b=2");
    return response;
  };
  const { app } = startTestHost({ pages });
  const headers = { Cookie: "s=1" };
  expect((await app.request("/e/x", { headers })).headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  const embed = await app.request("/embed/x", { headers });
  expect(embed.headers.getSetCookie()).toEqual([]);
  expect(await embed.text()).toBe("none");
});

test("a request is one log line without its query, its link token or the visitor's address", async () => {
  const { app, lines } = startTestHost();
  const token = "Zk3vJ9Qz1Lw7Xt5Rb8Ny2Hd6Fs4Gp0McuTeZiOaBcDeF";
  for (const path of [`/b/${token}`, `/setup?token=${token}`, `/%62/K7F2QM4X`, `/e/${token}`]) {
    await app.request(path, {}, from("203.0.113.77"));
  }
  expect(lines).toHaveLength(4);
  for (const secret of [token, token.toLowerCase(), "k7f2qm4x", "203.0.113.77"]) {
    expect(lines.join("").toLowerCase()).not.toContain(secret.toLowerCase());
  }
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: "info",
    method: "GET",
    route: "/b/…",
    code: 200,
  });
});
