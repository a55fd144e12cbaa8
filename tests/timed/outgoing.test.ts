import { afterAll, expect, test } from "vitest";
import { createOutgoing } from "#app/host/http/outgoing.ts";
import { startWebhookReceiver } from "#tests/support/webhook-receiver.ts";

const receiver = await startWebhookReceiver();
afterAll(() => receiver.close());

const post = (timeoutMs: number) =>
  createOutgoing({ allowLoopback: true, timeoutMs }).post({ url: receiver.url, headers: {}, body: "{}" });

test("a response that never ends is cut off within 5 s when the timeout is 10 s", async () => {
  receiver.react = () => "endless";
  const answer = await post(10_000);
  expect(answer).toMatchObject({ code: 200 });
  expect(answer.latencyMs).toBeLessThan(5_000);
});

test("a response that does not come is waited for as long as the timeout says", async () => {
  receiver.react = () => "hang";
  const answer = await post(400);
  expect(answer).toMatchObject({ error: "timed-out" });
  expect(answer.latencyMs).toBeGreaterThanOrEqual(400);
  expect(answer.latencyMs).toBeLessThan(2_000);
});
