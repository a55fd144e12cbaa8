import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { cleanRequest } from "./clean-request.ts";

const context = { origin: "http://a.test" } as Parameters<typeof cleanRequest>[1];

test("a clean request has the given signal itself, and adds no listener that keeps it in memory", () => {
  const client = new AbortController();
  const clean = cleanRequest(new Request("http://b.test/o/makers?q=a"), context, "public", {
    signal: client.signal,
  });
  expect(clean.url).toBe("http://a.test/o/makers?q=a");
  expect(clean.signal).toBe(client.signal);
  expect(getEventListeners(client.signal, "abort")).toEqual([]);
});
