import { expect, test } from "vitest";
import { createBackoffBucket } from "./backoff-bucket.ts";

const made = (maxKeys = 100) => {
  const clock = { ms: 0 };
  const rule = { free: 3, periodMs: 600_000, longestWaitSeconds: 60 };
  return { clock, bucket: createBackoffBucket(rule, { maxKeys, elapsedMs: () => clock.ms }) };
};

test("after the free attempts each one waits longer than the one before, up to a minute", () => {
  const { clock, bucket } = made();
  for (let free = 0; free < 3; free++) expect(bucket.consume("a")).toEqual({ ok: true });
  const waits: number[] = [];
  for (let tries = 0; tries < 8; tries++) {
    const refused = bucket.consume("a");
    if (refused.ok) throw new Error("no wait");
    waits.push(refused.retryAfterSeconds);
    clock.ms += refused.retryAfterSeconds * 1_000 - 1;
    expect(bucket.consume("a").ok).toBe(false);
    clock.ms += 1;
    expect(bucket.consume("a").ok).toBe(true);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
});

test("refused attempts do not prolong the wait, and other keys are not slowed", () => {
  const { clock, bucket } = made();
  for (let tries = 0; tries < 3; tries++) bucket.consume("a");
  for (let refused = 0; refused < 50; refused++) expect(bucket.consume("a").ok).toBe(false);
  expect(bucket.consume("b").ok).toBe(true);
  clock.ms += 1_000;
  expect(bucket.check("a").ok).toBe(true);
});

test("an attempt that is refunded does not count, and a period starts over when it has ended", () => {
  const { clock, bucket } = made();
  for (let tries = 0; tries < 20; tries++) {
    expect(bucket.consume("a").ok).toBe(true);
    bucket.refund("a");
  }
  for (let tries = 0; tries < 3; tries++) bucket.consume("a");
  expect(bucket.consume("a").ok).toBe(false);
  clock.ms += 600_000;
  for (let free = 0; free < 3; free++) expect(bucket.consume("a").ok).toBe(true);
});

test("only so many keys are kept", () => {
  const { bucket } = made(2);
  for (let tries = 0; tries < 3; tries++) bucket.consume("a");
  bucket.consume("b");
  bucket.consume("c");
  expect(bucket.consume("a").ok).toBe(true);
});
