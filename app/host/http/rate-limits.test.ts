import { expect, test } from "vitest";
import type { LimitKind } from "#app/platform/services.ts";
import { createRateLimits } from "./rate-limits.ts";

function attemptsUntilRefused(kind: LimitKind, limits = createRateLimits({ enabled: true })) {
  for (let tries = 0; tries < 200; tries++) {
    const verdict = limits.consume(kind, "203.0.113.9");
    if (!verdict.ok) {
      expect(verdict.retryAfterSeconds).toBeGreaterThanOrEqual(1);
      expect(verdict.retryAfterSeconds).toBeLessThanOrEqual(60);
      return tries;
    }
  }
  return "never";
}

test("each kind has its own number of attempts per minute", () => {
  const limits = createRateLimits({ enabled: true });
  expect(attemptsUntilRefused("sign-in", limits)).toBe(10);
  expect(attemptsUntilRefused("setup", limits)).toBe(10);
  expect(attemptsUntilRefused("find", limits)).toBe(10);
  expect(attemptsUntilRefused("book", limits)).toBe(60);
});

test("switched off, the limits refuse nothing", () => {
  expect(attemptsUntilRefused("find", createRateLimits({ enabled: false }))).toBe("never");
});

test("a flood of networks makes the limiter evict the least recently seen one, so that its memory stays bounded", () => {
  const limits = createRateLimits({ enabled: true, maxKeys: 3 });
  const takeAll = (address: string) => {
    for (let i = 0; i < 10; i++) limits.consume("find", address);
    return limits.consume("find", address).ok;
  };
  expect(takeAll("192.0.2.1")).toBe(false);
  for (const address of ["192.0.2.2", "192.0.2.3"]) limits.consume("find", address);
  expect(limits.consume("find", "192.0.2.1").ok).toBe(false);
  for (const address of ["192.0.2.4", "192.0.2.5", "192.0.2.6"]) limits.consume("find", address);
  expect(limits.consume("find", "192.0.2.1").ok).toBe(true);
});

test("a network may have 300 pages rendered at once and then ten per second; the admin has more", () => {
  let elapsedMs = 0;
  const limits = createRateLimits({ enabled: true, elapsedMs: () => elapsedMs });
  const takeAll = (kind: LimitKind) => {
    let taken = 0;
    while (limits.consume(kind, "203.0.113.9").ok) taken += 1;
    return taken;
  };
  expect([takeAll("read"), takeAll("member-read")]).toEqual([300, 1_000]);
  expect(limits.consume("read", "203.0.113.9")).toEqual({ ok: false, retryAfterSeconds: 5 });
  expect(limits.consume("read", "203.0.113.10").ok).toBe(true);
  elapsedMs += 1_500;
  expect([takeAll("read"), takeAll("member-read")]).toEqual([15, 60]);
  // However long a network was quiet, it has no more than one full burst, and no second one a second later.
  elapsedMs += 3_600_000;
  expect(takeAll("read")).toBe(300);
  elapsedMs += 1_000;
  expect(takeAll("read")).toBe(10);
});

test("a network can make 60 bookings of an event per hour, a wide network 240, and a returned one can be used again", () => {
  let elapsedMs = 0;
  const limits = createRateLimits({ enabled: true, elapsedMs: () => elapsedMs });
  const bookAll = (address: string, event = "event") => {
    for (let booked = 0; booked < 400; booked++) {
      const verdict = limits.consumeBooking(address, event);
      if (!verdict.ok) return { booked, retryAfterSeconds: verdict.retryAfterSeconds };
    }
    return undefined;
  };
  expect(bookAll("203.0.113.9")).toEqual({ booked: 60, retryAfterSeconds: 3_600 });
  limits.refundBooking("203.0.113.9", "event");
  elapsedMs += 60_000;
  expect(bookAll("203.0.113.9")).toEqual({ booked: 1, retryAfterSeconds: 3_540 });
  expect(bookAll("203.0.113.10")?.booked).toBe(60);
  expect(bookAll("203.0.113.9", "other event")?.booked).toBe(60);
  const ofSubscriber = [1, 2, 3, 4, 5].map((subnet) => bookAll(`2001:db8:1:${subnet}::7`)?.booked);
  expect(ofSubscriber).toEqual([60, 60, 60, 60, 0]);
  elapsedMs += 3_540_000;
  expect(bookAll("203.0.113.9")?.booked).toBe(60);
});

test("a peek does not count as an attempt", () => {
  const limits = createRateLimits({ enabled: true });
  for (let looked = 0; looked < 100; looked++) expect(limits.check("find", "203.0.113.9").ok).toBe(true);
  expect(attemptsUntilRefused("find", limits)).toBe(10);
  expect(limits.check("find", "203.0.113.9").ok).toBe(false);
  limits.refund("find", "203.0.113.9");
  expect(limits.check("find", "203.0.113.9").ok).toBe(true);
});
