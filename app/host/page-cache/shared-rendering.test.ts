import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { SharedRendering } from "./shared-rendering.ts";

test("a rendering is aborted with its last client, and forgets its clients when it has finished", async () => {
  const clients = [new AbortController(), new AbortController()];
  let finish = () => {};
  const rendering = new SharedRendering(() => new Promise<void>((resolve) => (finish = resolve)));
  for (const { signal } of clients) rendering.join(signal);
  clients[0]?.abort();
  expect(rendering.isAborted).toBe(false);
  finish();
  await rendering.result;
  expect(clients.flatMap(({ signal }) => getEventListeners(signal, "abort"))).toEqual([]);

  const alone = new AbortController();
  const aborted = new SharedRendering(() => new Promise<void>(() => {}));
  aborted.join(alone.signal);
  alone.abort();
  expect(aborted.isAborted).toBe(true);
});
