import { existsSync } from "node:fs";
import { expect, onTestFailed, test } from "vitest";
import { startApp } from "#tests/support/app.ts";

/** What whoever runs it is promised to see, by name and labels. */
const METRICS = [
  ...["http_request_seconds", "engine_batch_size", "engine_batch_seconds", "engine_queue_depth"],
  ...["engine_queue_wait_seconds", "engine_outcomes_total", "engine_retries_total", "engine_unknown_total"],
  ...["idem_total", "shed_total", "db_pool", "db_acquire_seconds", "db_hold_seconds", "cache_age_seconds"],
  ...["cache_total", "holds_overdue", "outbox_lag_seconds", "outbox_dead_total", "webhook_attempts_total"],
  ...["invariant_violations", "invariant_check_age_seconds", "clock_offset_seconds", "build_info"],
];
const SHOWN = [
  /^reservo_http_request_seconds_bucket\{le="0.005",route="\/health",method="GET",code="200"\} \d/m,
  /^reservo_db_pool\{state="idle"\} \d/m,
  /^reservo_cache_total\{result="hit"\} 0$/m,
  /^reservo_engine_queue_depth 0$/m,
  /^reservo_db_acquire_seconds_count [1-9]/m,
  /^reservo_db_hold_seconds_count [1-9]/m,
  /^reservo_outbox_dead_total 0$/m,
  /^nodejs_eventloop_lag_p99_seconds \d/m,
];
const TOKEN = "k3Jv9Qz1Lw7Xt5Rb8Ny2";

test("the built app starts with nothing set, tells how to set it up and how it does, is ready, and ends when it is told to", async () => {
  const app = await startApp({ env: { METRICS_TOKEN: TOKEN } });
  onTestFailed(async () => void (await app.stop()));
  expect((await fetch(`${app.url}/health`)).status).toBe(200);
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const metrics = await (await fetch(`${app.url}/metrics`, { headers })).text();
  const described = METRICS.filter((name) => !metrics.includes(`# TYPE reservo_${name} `));
  expect(described, "metrics that are missing").toEqual([]);
  for (const line of SHOWN) expect(metrics).toMatch(line);
  expect(new URL(app.setupLink()).origin).toBe(app.url);

  expect(await app.stop()).toEqual({ code: 0, signal: null });
  await expect(fetch(`${app.url}/health`)).rejects.toThrow();
  expect(existsSync(app.dataDir)).toBe(false);
});

test("an app that cannot start is told with what it printed", async () => {
  await expect(startApp({ env: { PORT: "seventy" }, readyWithin: 20_000 })).rejects.toThrow(
    /the app ended with 78.*PORT/s,
  );
});
