import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createRequestHandler, type LoaderFunctionArgs, type ServerBuild } from "@remix-run/node";
import { expect, test } from "vitest";
import { silentLog } from "#app/platform/log.ts";
import { handleError, renderPage } from "./render-page.server.tsx";

/** Starts a site of one page, rendered by the framework as our own are. */
function startSite(
  Page: () => JSX.Element,
  loader: (args: LoaderFunctionArgs) => unknown = () => null,
  turnToRender?: () => Promise<void>,
) {
  const module = { default: Page, loader };
  const manifest = { id: "root", path: "", hasLoader: true, module: "" };
  const build = {
    entry: { module: { default: renderPage, handleError } },
    routes: { root: { id: "root", path: "", module } },
    assets: { entry: { module: "", imports: [] }, routes: { root: manifest }, url: "", version: "" },
    publicPath: "/",
    assetsBuildDirectory: "",
    future: { v3_singleFetch: true },
    isSpaMode: false,
    mode: "production",
  } as unknown as ServerBuild;
  const handle = createRequestHandler(build, "production");
  const rendered: number[] = [];
  const context = {
    log: silentLog,
    nonce: "",
    requestId: "",
    turnToRender,
    noteRendering: (ms: number) => rendered.push(ms),
  };
  const ask = (signal: AbortSignal, method = "GET") =>
    handle(new Request("http://a.test/", { signal, method }), { ...context } as never);
  return { ask, rendered };
}

const FOREVER = new Promise<never>(() => {});

test("a page that waits is aborted when its client disconnects", async () => {
  const client = new AbortController();
  const { ask } = startSite(() => {
    queueMicrotask(() => client.abort());
    throw FOREVER;
  });
  expect((await ask(client.signal)).status).toBe(500);
}, 3_000);

test("a page whose client disconnects while its data are read is not rendered", async () => {
  const client = new AbortController();
  let renderings = 0;
  const renderPage = () => {
    renderings += 1;
    return <html lang="en" />;
  };
  const { ask, rendered } = startSite(renderPage, () => client.abort());
  expect((await ask(client.signal)).status).toBe(500);
  expect([renderings, rendered]).toEqual([0, []]);
});

test("a page is rendered in its turn, and not at all when its client disconnects before", async () => {
  const order: string[] = [];
  const page = () => {
    order.push("rendered");
    return <html lang="en" />;
  };
  const inTurn = startSite(page, undefined, async () => void order.push("turn"));
  expect((await inTurn.ask(new AbortController().signal)).status).toBe(200);
  expect(order).toEqual(["turn", "rendered"]);

  const client = new AbortController();
  const left = startSite(page, undefined, async () => client.abort());
  expect((await left.ask(client.signal)).status).toBe(500);
  expect(order).toEqual(["turn", "rendered"]);
});

test("the rendering time is recorded", async () => {
  const { ask, rendered } = startSite(() => {
    const startedAt = performance.now();
    while (performance.now() - startedAt < 5);
    return <html lang="en" />;
  });
  const answer = await ask(new AbortController().signal);
  expect(await answer.text()).toContain("<html");
  expect(rendered).toHaveLength(1);
  expect(rendered[0]).toBeGreaterThanOrEqual(5);
});

test("nothing of a request stays in memory after its page was sent", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const contexts: WeakRef<object>[] = [];
  const note = ({ context }: LoaderFunctionArgs) => {
    contexts.push(new WeakRef(context));
    return null;
  };
  const { ask } = startSite(() => <html lang="en" />, note);
  for (let page = 0; page < 20; page++) {
    const answer = await ask(new AbortController().signal);
    await answer.text();
  }
  await nextTurn();
  collectGarbage();
  // The last one may still be referenced by the stack of this test.
  expect(contexts.filter((context) => context.deref()).length).toBeLessThan(2);
});
