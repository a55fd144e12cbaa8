import { expect, test } from "vitest";
import { waitUntil } from "./wait-until.ts";

test("waiting returns the first result, though the condition threw before", async () => {
  let asked = 0;
  const answer = await waitUntil("the third time", () => {
    asked += 1;
    if (asked === 1) throw new Error("not yet");
    return asked > 2 && `asked ${asked} times`;
  });
  expect(answer).toBe("asked 3 times");
});

test("a timeout throws an error that names what was awaited and has the condition's last error as its cause", async () => {
  const trouble = new Error("connection refused");
  const waiting = waitUntil("a door", () => Promise.reject(trouble), 30);
  await expect(waiting).rejects.toMatchObject({ message: "waited 30 ms for a door", cause: trouble });
});
