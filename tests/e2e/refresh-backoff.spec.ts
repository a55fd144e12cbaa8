import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { test } from "./support/test.ts";

/** A state that never agrees with the page: nothing can be booked, whatever the page says. */
const OTHER_KIND = { v: 1, left: 0, held: 0, capacity: 0, exact: true, state: "switched-off" };

/** Starts a server whose every stream begins with that state and stays open. */
async function startStubbornStream(): Promise<{ server: Server; url: string }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write(`event: seats\ndata: ${JSON.stringify(OTHER_KIND)}\n\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}/` };
}

declare global {
  interface Window {
    /** How many states the page's streams have brought it. */
    statesTaken: number;
  }
}

/** Counts the states that come to the page. Runs in the page, before its scripts. */
function countStates(): void {
  window.statesTaken = 0;
  window.EventSource = class extends EventSource {
    constructor(address: string | URL, init?: EventSourceInit) {
      super(address, init);
      this.addEventListener("seats", () => {
        window.statesTaken += 1;
      });
    }
  };
}

test("a page whose stream keeps reporting another kind of state asks a handful of times, ever more rarely", {
  tag: "@desktop",
}, async ({ page, makeEvent }) => {
  const { path } = await makeEvent({ seats: [12] });
  const stubborn = await startStubbornStream();
  let looks = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === path && !request.isNavigationRequest()) looks += 1;
  });
  await page.route(/\/live(\?|$)/, (route) => route.continue({ url: stubborn.url }));
  await page.addInitScript(countStates);
  await page.clock.install();
  await page.goto(path);

  // Each fetch brings a new panel, which opens a stream of its own and receives the same state again. Time
  // passes only when that has come: on a busy machine minutes of the page's clock would pass before.
  const states = () => page.evaluate(() => window.statesTaken);
  const stateHasCome = () => expect.poll(states).toBe(looks + 1);
  const passSteps = async (steps: number, stepMs: number) => {
    for (let step = 0; step < steps; step++) {
      await stateHasCome();
      await page.clock.runFor(stepMs);
    }
  };
  await passSteps(60, 1_000);
  expect(looks).toBeGreaterThanOrEqual(3);
  expect(looks).toBeLessThanOrEqual(6);
  const inFirstMinute = looks;
  // Ten minutes in short steps: a fetch that is seen only after the next step costs no more than that.
  await passSteps(60, 10_000);
  expect(looks - inFirstMinute).toBeGreaterThanOrEqual(5);
  expect(looks - inFirstMinute).toBeLessThanOrEqual(11);
  await page.close();
  stubborn.server.closeAllConnections();
  stubborn.server.close();
});
