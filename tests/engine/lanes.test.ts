import { expect, test } from "vitest";
import { Lanes, type QueuedJob } from "#app/booking/internal/committing/lanes.ts";

let arrived = 0;
const job = (name: string, places: string[], alone = false, claims = places.length) =>
  ({
    request: { requestId: name },
    organizationId: "o",
    arrivedAt: ++arrived,
    places,
    alone,
    claims,
  }) as unknown as QueuedJob;
const names = (batch: QueuedJob[]) => batch.map((each) => each.request.requestId);
const take = (lanes: Lanes) =>
  lanes.take(
    () => true,
    () => 512,
  );

test("what goes alone goes in a batch of its own, and what waits for its resources goes after it", () => {
  const lanes = new Lanes();
  const save = job("save", ["a", "b"], true);
  for (const each of [job("first", ["a"]), save, job("later", ["a"]), job("other", ["c"])]) lanes.add(each);
  const first = take(lanes);
  expect(names(first)).toEqual(["first", "other"]);
  expect(names(take(lanes))).toEqual([]);
  lanes.release(first);
  expect(names(take(lanes))).toEqual(["save"]);
  expect(names(take(lanes))).toEqual([]);
  lanes.release([save]);
  expect(names(take(lanes))).toEqual(["later"]);
  expect(lanes.size).toBe(0);
});

test("what goes alone is not overtaken on any of its resources while some of them are in flight", () => {
  const lanes = new Lanes();
  const one = job("one", ["a"]);
  lanes.add(one);
  expect(names(take(lanes))).toEqual(["one"]);
  const save = job("save", ["a", "b"], true);
  lanes.add(save);
  lanes.add(job("two", ["b"]));
  lanes.add(job("elsewhere", ["c"]));
  expect(names(take(lanes))).toEqual(["elsewhere"]);
  lanes.release([one]);
  expect(names(take(lanes))).toEqual(["save"]);
  lanes.release([save]);
  expect(names(take(lanes))).toEqual(["two"]);
});

test("of two that go alone and share a resource, the one that came first goes first", () => {
  const lanes = new Lanes();
  const busy = job("busy", ["x"]);
  const [first, second] = [job("first", ["b", "x"], true), job("second", ["a", "b"], true)];
  for (const each of [busy, first, second]) lanes.add(each);
  expect(names(take(lanes))).toEqual(["busy"]);
  expect(names(take(lanes))).toEqual([]);
  lanes.release([busy]);
  expect(names(take(lanes))).toEqual(["first"]);
  lanes.release([first]);
  expect(names(take(lanes))).toEqual(["second"]);
});

test("what came before one that goes alone is not kept waiting for it", () => {
  const lanes = new Lanes();
  const [busy, older] = [job("busy", ["a"]), job("older", ["b"])];
  lanes.add(busy);
  expect(names(take(lanes))).toEqual(["busy"]);
  const save = job("save", ["a", "b"], true);
  lanes.add(save);
  lanes.add(older);
  expect(names(take(lanes))).toEqual(["older"]);
  expect(names(take(lanes))).toEqual([]);
  lanes.release([busy, older]);
  expect(names(take(lanes))).toEqual(["save"]);
});

test("a batch has at most 4,000 claims, and a larger request goes by itself", () => {
  const lanes = new Lanes();
  const sizes: [string, number][] = [
    ["first", 3_000],
    ["second", 1_000],
    ["third", 1],
    ["large", 5_000],
  ];
  for (const [name, claims] of sizes) lanes.add(job(name, ["a"], false, claims));
  const batches = sizes.map(() => {
    const batch = take(lanes);
    lanes.release(batch);
    return names(batch);
  });
  expect(batches).toEqual([["first", "second"], ["third"], ["large"], []]);
});
