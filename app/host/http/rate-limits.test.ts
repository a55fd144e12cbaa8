import { expect, test } from "vitest";
import type { LimitKind } from "#app/platform/services.ts";
import { createRateLimits } from "./rate-limits.ts";

function triesUntilRefused(kind: LimitKind, limits = createRateLimits({ enabled: true })) {
  for (let tries = 0; tries < 200; tries++) {
    const verdict = limits.take(kind, "203.0.113.9");
    if (!verdict.ok) {
      expect(verdict.retryAfterSeconds).toBeGreaterThanOrEqual(1);
      expect(verdict.retryAfterSeconds).toBeLessThanOrEqual(60);
      return tries;
    }
  }
  return "never";
}

test("each kind has its own number of tries a minute", () => {
  const limits = createRateLimits({ enabled: true });
  expect(triesUntilRefused("sign-in", limits)).toBe(10);
  expect(triesUntilRefused("setup", limits)).toBe(10);
  expect(triesUntilRefused("find", limits)).toBe(10);
  expect(triesUntilRefused("book", limits)).toBe(60);
});

test("switched off, nobody is refused", () => {
  expect(triesUntilRefused("find", createRateLimits({ enabled: false }))).toBe("never");
});

test("a flood of networks makes the limiter forget the longest unseen one, so that its memory stays bounded", () => {
  const limits = createRateLimits({ enabled: true, mostKeys: 3 });
  const takeAll = (address: string) => {
    for (let i = 0; i < 10; i++) limits.take("find", address);
    return limits.take("find", address).ok;
  };
  expect(takeAll("192.0.2.1")).toBe(false);
  for (const address of ["192.0.2.2", "192.0.2.3"]) limits.take("find", address);
  expect(limits.take("find", "192.0.2.1").ok).toBe(false);
  for (const address of ["192.0.2.4", "192.0.2.5", "192.0.2.6"]) limits.take("find", address);
  expect(limits.take("find", "192.0.2.1").ok).toBe(true);
});

test("a network may have 300 pages rendered at once and ten a second from then on; the admin has more", () => {
  let elapsedMs = 0;
  const limits = createRateLimits({ enabled: true, elapsedMs: () => elapsedMs });
  const takeAll = (kind: LimitKind) => {
    let taken = 0;
    while (limits.take(kind, "203.0.113.9").ok) taken += 1;
    return taken;
  };
  expect([takeAll("read"), takeAll("member-read")]).toEqual([300, 1_000]);
  expect(limits.take("read", "203.0.113.9")).toEqual({ ok: false, retryAfterSeconds: 5 });
  expect(limits.take("read", "203.0.113.10").ok).toBe(true);
  elapsedMs += 1_500;
  expect([takeAll("read"), takeAll("member-read")]).toEqual([15, 60]);
  // However long a network was quiet, it has no more than a full share, and no second one a second later.
  elapsedMs += 3_600_000;
  expect(takeAll("read")).toBe(300);
  elapsedMs += 1_000;
  expect(takeAll("read")).toBe(10);
});
