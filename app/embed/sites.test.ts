import { expect, test } from "vitest";
import { framingSites, matchesSite } from "./sites.ts";

test("an origin matches exactly if the browser's frame-ancestors policy would allow it", () => {
  const list = ["https://blog.example.org", "https://*.shop.test", "http://localhost:*"];
  for (const origin of [
    "https://blog.example.org",
    "https://a.shop.test",
    "https://a.b.shop.test",
    "http://localhost:5173",
  ]) {
    expect([origin, matchesSite(list, origin)]).toEqual([origin, true]);
  }
  for (const origin of [
    "http://blog.example.org",
    "https://blog.example.org.evil.test",
    "https://evil.test",
    "https://shop.test",
    "https://evil.test/.shop.test",
    "https://eshop.test",
    "http://localhost.evil.test:80",
    "https://localhost:5173",
    "null",
    "",
  ]) {
    expect([origin, matchesSite(list, origin)]).toEqual([origin, false]);
  }
});

test("without named sites every secure site may frame, and the preview always may", () => {
  const open = framingSites([], "http://127.0.0.1:3001");
  expect(open).toEqual(["https:", "http://localhost:*", "http://127.0.0.1:*", "http://127.0.0.1:3001"]);
  const local = ["http://localhost:1", "http://127.0.0.1:3001", "http://127.0.0.1:5173"];
  expect(["https://any.test", ...local].every((o) => matchesSite(open, o))).toBe(true);
  expect(
    ["http://any.test", "http://127.0.0.1.evil.test:1", "null", "file://"].some((o) => matchesSite(open, o)),
  ).toBe(false);
  expect(framingSites(["https://a.test"], undefined)).toEqual(["https://a.test"]);
});
