import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startCachedSite } from "#tests/support/cached-site.ts";
import { startTestHost } from "#tests/support/host.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { type Listening, listen } from "../http/listen.ts";

const servers: Listening["server"][] = [];
const sockets: Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(app: ReturnType<typeof startTestHost>["app"]): Promise<number> {
  const { server } = await listen({ fetch: app.fetch, host: "127.0.0.1", port: 0 });
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

/** Opens a connection that sends these requests without waiting for responses. */
function send(port: number, paths: readonly string[]): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.resume();
  sockets.push(socket);
  socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: a.test\r\n\r\n`).join(""));
  return socket;
}

/** Waits for a shorter time than a test may take, so that a failure names what it waited for. */
const waitForPages = (what: string, condition: () => boolean) => waitUntil(what, condition, 3_000);

/** Starts pages that wait until their request's signal aborts. */
function startPatientPages() {
  const [rendering, aborted]: [string[], string[]] = [[], []];
  const pages = (request: Request) =>
    new Promise<Response>((resolve) => {
      const { pathname } = new URL(request.url);
      rendering.push(pathname);
      request.signal.addEventListener("abort", () => {
        aborted.push(pathname);
        resolve(new Response("given up", { status: 500 }));
      });
    });
  return { rendering, aborted, pages };
}

test("when a client disconnects, all renderings that it waits for stop, pipelined ones too", async () => {
  const { rendering, aborted, pages } = startPatientPages();
  const { app, lines } = startTestHost({
    pages,
    isUnavailable: () => Promise.reject(new Error("nobody asks")),
  });
  const port = await serve(app);
  const paths = ["/e/a", "/e/b", "/find"];
  const stays = send(port, ["/e/stays"]);
  const leaves = send(port, paths);
  await waitForPages("all renderings to start", () => rendering.length === 4);
  leaves.destroy();
  await waitForPages("all to be aborted", () => aborted.length === 3);
  expect(aborted.sort()).toEqual(paths);
  await waitForPages("their lines", () => lines.filter((line) => line.includes('"code":499')).length === 3);
  // An aborted rendering is not logged as an error.
  expect(lines.filter((line) => /"level":"?(50|error)/.test(line))).toEqual([]);
  stays.destroy();
  await waitForPages("the last one to be aborted", () => aborted.length === 4);
});

test("a page whose client has disconnected before its turn is not started, and its share is free again", async () => {
  const { rendering, pages } = startPatientPages();
  const { app } = startTestHost({ pages, maxPageWorkMs: 0 });
  const gone = AbortSignal.abort();
  // More than are admitted at once.
  for (let visit = 0; visit < 10; visit++) {
    expect((await app.request("/e/x", { signal: gone })).status).toBe(499);
  }
  expect(rendering).toEqual([]);
});

test("long synchronous pages are rendered in one turn each, and other requests run in between", async () => {
  const order: ("page" | "turn")[] = [];
  const { app } = startTestHost({
    pages: async () => {
      order.push("page");
      const startedAt = performance.now();
      while (performance.now() - startedAt < 12);
      return new Response("a page");
    },
  });
  let isDone = false;
  const turn = () => {
    order.push("turn");
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await Promise.all(Array.from({ length: 10 }, () => app.request("/find")));
  isDone = true;
  expect(order.filter((each) => each === "page")).toHaveLength(10);
  expect(order.join(" ")).not.toContain("page page");
});

test("a shared rendering continues when one of its clients disconnects, and is aborted when all have", async () => {
  const { rendering, aborted, pages } = startPatientPages();
  const { app } = startCachedSite({}, {}, { pages });
  const [first, second] = [new AbortController(), new AbortController()];
  const ask = (visitor: AbortController) => app.request("/e/x", { signal: visitor.signal });
  const answers = [ask(first)];
  await waitForPages("the rendering to start", () => rendering.length === 1);
  answers.push(ask(second));
  await new Promise(setImmediate);
  first.abort();
  await new Promise(setImmediate);
  expect([rendering.length, aborted.length]).toEqual([1, 0]);
  second.abort();
  await waitForPages("the rendering to be aborted", () => aborted.length === 1);
  expect(rendering).toHaveLength(1);
  await Promise.all(answers);
});

test("no request joins an aborted rendering, and the cache entry stays", async () => {
  let go = () => {};
  const wait = new Promise<void>((resolve) => {
    go = resolve;
  });
  const { app, ask, site, warm } = startCachedSite();
  await warm("/e/x");
  site.stamp = "2";
  site.wait = wait;
  const leaving = new AbortController();
  const left = app.request("/e/x", { signal: leaving.signal });
  await waitForPages("the rendering to start", () => site.renders.length === 1);
  leaving.abort();
  const next = ask("/e/x");
  await waitForPages("the second rendering to start", () => site.renders.length === 2);
  expect(site.signals.map((signal) => signal.aborted)).toEqual([true, false]);
  go();
  await left;
  expect((await next).text).toContain("<p>2</p>");
  await ask("/e/x");
  expect(site.renders).toHaveLength(2);
});
