import { expect, test } from "vitest";
import { startTestHost } from "#tests/support/host.ts";
import { createMetrics } from "../metrics/metrics.ts";

const token = "k3Jv9Qz1Lw7Xt5Rb8Ny2";

test("/health responds without checking the database", async () => {
  const { app } = startTestHost({ isReady: () => new Promise(() => {}) });
  const response = await app.request("/health");
  expect(await response.json()).toEqual({ status: "ok", timestamp: expect.any(Number) });
  expect((await app.request("/health", { method: "HEAD" })).status).toBe(200);
});

test("/ready responds with 503 while draining, when not ready, and when the check fails", async () => {
  const ready = async (options: Parameters<typeof startTestHost>[0]) => {
    const response = await startTestHost(options).app.request("/ready");
    return [response.status, await response.json(), response.headers.get("connection")];
  };
  expect(await ready({})).toEqual([200, { status: "ready" }, null]);
  expect(await ready({ draining: () => true })).toEqual([
    503,
    { status: "not_ready", error: "draining" },
    "close",
  ]);
  const notYet = { isReady: async () => ({ ready: false as const, error: "migrating" }) };
  expect(await ready(notYet)).toEqual([503, { status: "not_ready", error: "migrating" }, null]);
  const failing = { isReady: () => Promise.reject(new Error("password authentication failed")) };
  expect(await ready(failing)).toEqual([503, { status: "not_ready", error: "unknown" }, null]);
});

test("/metrics needs the token outside development and is not found without it", async () => {
  const status = async (options: Parameters<typeof startTestHost>[0], authorization?: string) => {
    const headers: Record<string, string> = authorization ? { Authorization: authorization } : {};
    return (await startTestHost(options).app.request("/metrics", { headers })).status;
  };
  expect(await status({ metricsToken: token }, `Bearer ${token}`)).toBe(200);
  for (const wrong of [undefined, "Bearer x", token, `Bearer ${token}x`]) {
    expect(await status({ metricsToken: token }, wrong)).toBe(404);
  }
  expect(await status({}, "Bearer undefined")).toBe(404);
  expect(await status({ mode: "development" })).toBe(200);
});

test("the metrics count requests by few labels and show what was registered", async () => {
  const metrics = createMetrics({ version: "1.2.3" });
  metrics.watchPool(() => ({ open: 5, idle: 2, waiting: 1, max: 10 }));
  const outcomes = metrics.counter("reservo_engine_outcomes_total", "Outcomes", ["op", "result"]);
  outcomes.add({ op: "book", result: "confirmed" }, 3);
  metrics.gauge("reservo_outbox_lag_seconds", "Lag", () => 7);
  const { app } = startTestHost({ metrics, metricsToken: token });
  for (const path of [
    "/e/one",
    "/e/two",
    "/b/secret-token",
    "/admin/o/club/events/9/edit",
    "/nobody/knows",
    "/%2f",
  ]) {
    await app.request(path);
  }
  await app.request("/e/x", { method: "BREW" });
  const headers = { Authorization: `Bearer ${token}` };
  const text = await (await app.request("/metrics", { headers })).text();
  for (const line of [
    'reservo_http_request_seconds_count{route="/e/:slug",method="GET",code="200"} 2',
    'reservo_http_request_seconds_count{route="/b/:reference",method="GET",code="200"} 1',
    'reservo_http_request_seconds_count{route="/admin/o/:slug/events/:id/edit",method="GET",code="200"} 1',
    'reservo_http_request_seconds_count{route="other",method="GET",code="404"} 1',
    'reservo_http_request_seconds_count{route="/e/:slug",method="other",code="405"} 1',
    'reservo_db_pool{state="busy"} 3',
    'reservo_db_pool{state="waiting"} 1',
    'reservo_engine_outcomes_total{op="book",result="confirmed"} 3',
    "reservo_outbox_lag_seconds 7",
    'reservo_build_info{version="1.2.3"} 1',
  ]) {
    expect(text).toContain(line);
  }
  expect(text).toContain("nodejs_eventloop_lag_p99_seconds");
  expect(text).not.toContain("secret-token");
});
