import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { openDatabase } from "#db/client.ts";
import { baselineOn } from "../baseline.ts";
import { ORGANIZATION } from "../fill.ts";

/**
 * What the app is held against: the least that serves the same over Hono. A commit is one transaction a request, with the
 * engine benchmark's baseline; `/constant` answers as many bytes as a view of availability has.
 */
const database = openDatabase({ url: process.argv[2] ?? "", max: 10, applicationName: "bench" });
const subject = baselineOn(database.db);
const app = new Hono();

const CONSTANT = {
  resourceId: "hot",
  type: "pool",
  state: "OPEN",
  capacity: 1_000_000_000,
  currentBookings: 1_000,
  remainingCapacity: 999_999_000,
  isAvailable: true,
  version: 1_001,
  cachedAt: 1_790_000_000_000,
  isCached: true,
};
const hash = (text: string) => createHash("sha256").update(text).digest();

app.get("/constant", (c) => c.json(CONSTANT));
app.post("/reservations", async (c) => {
  const text = await c.req.text();
  const { resourceId, quantity } = JSON.parse(text) as { resourceId: string; quantity: number };
  const key = c.req.header("Idempotency-Key") ?? "";
  const answer = await subject.book({
    organizationId: ORGANIZATION,
    claims: [{ resourceId, quantity }],
    key: { keyHash: hash(key), fingerprint: hash(text) },
  });
  if (answer.outcome !== "ok") return c.json({ status: "REJECTED", reason: answer.outcome }, 409);
  return c.json({ status: "CONFIRMED", bookingId: answer.bookingId }, 201);
});

const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, (address) =>
  process.send?.({ port: (address as AddressInfo).port }),
);
process.on("disconnect", () => {
  server.close();
  void database.close().then(() => process.exit(0));
});
