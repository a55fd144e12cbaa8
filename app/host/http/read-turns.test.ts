import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { startTestHost } from "#tests/support/host.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { listen } from "./listen.ts";
import { createReadTurns } from "./read-turns.ts";

/** A hold that no test waits for. */
const HELD = { maxHoldMs: 600_000 };

async function turns(count: number) {
  for (let turn = 0; turn < count; turn++) await nextTurn();
}

test("pieces that each use up the time of a turn run in one turn each, in order", async () => {
  const reads = createReadTurns({ maxTurnMs: 0 });
  const order: string[] = [];
  let isDone = false;
  const turn = () => {
    order.push("turn");
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  const read = (name: string) =>
    new Promise<void>((resolve) => reads.run(resolve)).then(() => order.push(name));
  await Promise.all(["a", "b", "c"].map(read));
  isDone = true;
  expect(order.filter((each) => each !== "turn")).toEqual(["a", "b", "c"]);
  expect(order.join(" ")).not.toMatch(/a b|b c/);
});

test("no piece runs while a write is in flight, and waiting ones run after the last write", async () => {
  const reads = createReadTurns(HELD);
  const ran: string[] = [];
  const endFirst = reads.beginWrite();
  const endSecond = reads.beginWrite();
  reads.run(() => ran.push("a"));
  await turns(5);
  endFirst();
  await turns(5);
  expect(ran).toEqual([]);
  endSecond();
  // The response of a write is sent in the turn after its end.
  setImmediate(() => ran.push("response"));
  await turns(5);
  expect(ran).toEqual(["response", "a"]);
});

test("a write that begins in a turn stops the other pieces of that turn", async () => {
  const reads = createReadTurns({ ...HELD, maxTurnMs: 600_000 });
  const ran: string[] = [];
  let end = () => {};
  reads.run(() => {
    ran.push("a");
    end = reads.beginWrite();
  });
  reads.run(() => ran.push("b"));
  await turns(5);
  expect(ran).toEqual(["a"]);
  end();
  await turns(5);
  expect(ran).toEqual(["a", "b"]);
});

test("writes that never end delay reads and do not stop them", async () => {
  const reads = createReadTurns();
  const ran: string[] = [];
  reads.beginWrite();
  reads.run(() => ran.push("a"));
  await expect.poll(() => ran).toEqual(["a"]);
  for (const name of ["b", "c"]) reads.run(() => ran.push(name));
  await expect.poll(() => ran).toEqual(["a", "b", "c"]);
});

test("a booking in flight is answered before thirty searches are handled", async () => {
  const readTurns = createReadTurns(HELD);
  const pages: string[] = [];
  let book = () => {};
  const { app } = startTestHost({
    readTurns,
    async pages({ method }) {
      pages.push(method);
      if (method === "POST") await new Promise<void>((resolve) => (book = resolve));
      return new Response("a page");
    },
  });
  let searches = 0;
  const fetchCounted: typeof app.fetch = (request, bindings) => {
    searches += Number(request.method === "GET");
    return app.fetch(request, bindings);
  };
  const { server, url } = await listen({ fetch: fetchCounted, readTurns, host: "127.0.0.1", port: 0 });
  let arrived = 0;
  server.on("request", ({ method }) => (arrived += Number(method === "GET")));
  try {
    const headers = { "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded" };
    const answered: string[] = [];
    const booking = fetch(`${url}/e/talks/book`, { method: "POST", headers, body: "seats=1" });
    await waitUntil("the booking to begin", () => pages.length === 1);
    const asked = Array.from({ length: 30 }, (_, number) => fetch(`${url}/o/makers?q=${number}`));
    await waitUntil("the searches to arrive", () => arrived === 30);
    await turns(20);
    expect([pages, searches]).toEqual([["POST"], 0]);
    book();
    await Promise.all([
      booking.then(() => answered.push("booking")),
      ...asked.map((search) => search.then(({ status }) => answered.push(String(status)))),
    ]);
    expect(answered).toEqual(["booking", ...Array(30).fill("200")]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
