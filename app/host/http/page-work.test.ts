import { expect, test } from "vitest";
import { type AdmittedPage, createPageWork } from "./page-work.ts";

/** Creates a bound of 100 ms. */
function startWork() {
  const work = createPageWork(100);
  /** Renders `times` pages one after the other, each of which costs `costMs`. */
  const render = (kind: string, costMs: number, times: number) => {
    for (let page = 0; page < times; page++) {
      const admitted = work.admit(kind, "one");
      admitted?.rendered(costMs / 3);
      admitted?.end();
    }
  };
  /** Returns how many pages of the kind are admitted at once, all of which are ended again. */
  const room = (kind: string) => {
    const admitted: AdmittedPage[] = [];
    const admitNext = () => work.admit(kind, `network ${admitted.length}`);
    for (let page = admitNext(); page; page = admitNext()) admitted.push(page);
    for (const page of admitted) page.end();
    return admitted.length;
  };
  return { work, render, room };
}

test("pages are admitted as far as the measured cost of their kind fits the bound", () => {
  const { render, room } = startWork();
  expect(room("/e/:slug")).toBe(10);
  render("/docs/api", 20, 50);
  expect(room("/docs/api")).toBe(5);
  // Other kinds are not affected, and a kind that has become cheap is soon expected to be.
  expect(room("/e/:slug")).toBe(10);
  render("/docs/api", 5, 50);
  expect(room("/docs/api")).toBeGreaterThanOrEqual(19);
});

test("no page is free, since each holds memory, and a few are admitted whatever they cost", () => {
  const { render, room } = startWork();
  render("/find", 0, 50);
  expect(room("/find")).toBe(20);
  render("/find", 10_000, 50);
  expect(room("/find")).toBe(4);
});

test("pages of all kinds share one bound, and what is finished makes room", () => {
  const { work, render } = startWork();
  render("cheap", 10, 50);
  render("dear", 40, 50);
  const dear = [work.admit("dear", "b"), work.admit("dear", "c")];
  const cheap = [work.admit("cheap", "d"), work.admit("cheap", "e")];
  expect([...dear, ...cheap].every((page) => page !== undefined)).toBe(true);
  expect(work.admit("cheap", "f")).toBeUndefined();
  dear[0]?.end();
  expect(work.admit("dear", "g")).toBeDefined();
  expect(work.admit("cheap", "h")).toBeUndefined();
});

test("a page that was not rendered does not change what is expected of its kind", () => {
  const { work, room } = startWork();
  for (let page = 0; page < 50; page++) work.admit("/find", "one")?.end();
  expect(room("/find")).toBe(10);
});

test("one network gets half of the room, and leaves the rest to others", () => {
  const { work, render } = startWork();
  render("/find", 10, 50);
  const school = Array.from({ length: 10 }, () => work.admit("/find", "school"));
  expect(school.filter(Boolean)).toHaveLength(5);
  expect(
    Array.from({ length: 6 }, (_, index) => work.admit("/find", `home ${index}`)).filter(Boolean),
  ).toHaveLength(5);
  expect(work.admit("/find", "school")).toBeUndefined();
  for (const page of school) page?.end();
  // Without limits per network, one may have all of it.
  const unlimited = Array.from({ length: 6 }, () => work.admit("/find", undefined));
  expect(unlimited.filter(Boolean)).toHaveLength(5);
  for (const page of unlimited) page?.end();
  expect(work.admit("/find", "school")).toBeDefined();
});
