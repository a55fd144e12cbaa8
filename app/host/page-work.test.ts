import { expect, test } from "vitest";
import { createPageWork, kindOfPage } from "./page-work.ts";

/** A bound of 100 ms, on an event loop that is busy for as long as the test says. */
function startWork() {
  let busyMs = 0;
  const work = createPageWork({ mostMs: 100, busyMs: () => busyMs });
  const runFor = (ms: number) => {
    busyMs += ms;
  };
  /** Renders so many pages, one after the other, each of which takes that long. */
  const render = (kind: string, ms: number, times: number) => {
    for (let page = 0; page < times; page++) {
      const admitted = work.admit(kind);
      admitted?.begin();
      runFor(ms);
      admitted?.end();
    }
  };
  /** How many pages of the kind are admitted at once, all of which are given up again. */
  const room = (kind: string) => {
    const admitted = [];
    for (let page = work.admit(kind); page; page = work.admit(kind)) admitted.push(page);
    for (const page of admitted) page.end();
    return admitted.length;
  };
  return { work, runFor, render, room };
}

test("as many pages are admitted as the work fits that pages of their kind have cost", () => {
  const { render, room } = startWork();
  expect(room("/e/:slug")).toBe(10);
  render("/docs/api", 20, 50);
  expect(room("/docs/api")).toBe(5);
  // Other kinds are not judged by it, and one that has become cheap is soon expected to be.
  expect(room("/e/:slug")).toBe(10);
  render("/docs/api", 5, 50);
  expect(room("/docs/api")).toBeGreaterThanOrEqual(19);
});

test("no page counts as free, since each holds memory, and a few are admitted whatever they cost", () => {
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
  const dear = [work.admit("dear"), work.admit("dear")];
  const cheap = [work.admit("cheap"), work.admit("cheap")];
  expect([...dear, ...cheap].every((page) => page !== undefined)).toBe(true);
  expect(work.admit("cheap")).toBeUndefined();
  dear[0]?.end();
  expect(work.admit("dear")).toBeDefined();
  expect(work.admit("cheap")).toBeUndefined();
});

test("the time of the event loop is divided among the pages that have begun, and waiting costs nothing", () => {
  const { work, runFor, room } = startWork();
  for (let round = 0; round < 50; round++) {
    const [first, second, waiting] = [work.admit("first"), work.admit("second"), work.admit("waiting")];
    first?.begin();
    runFor(10);
    second?.begin();
    // Each has half of it, so that the first has cost 25 ms and the second 15.
    runFor(30);
    first?.end();
    second?.end();
    waiting?.begin();
    waiting?.end();
  }
  expect([room("first"), room("second"), room("waiting")]).toEqual([4, 6, 20]);
});

test("a page that is given up before it began teaches nothing", () => {
  const { work, runFor, room } = startWork();
  for (let page = 0; page < 50; page++) {
    const admitted = work.admit("/find");
    runFor(500);
    admitted?.end();
  }
  expect(room("/find")).toBe(10);
});

test("kinds of pages are few, whatever is asked for, and pages that cost differently are of different kinds", () => {
  const kinds = ["/e/a", "/e/a/book", "/o/a", "/o/a/calendar.ics", "/o/a/feed.xml", "/b/x", "/b/x/manage"];
  expect(new Set(kinds.map(kindOfPage)).size).toBe(kinds.length);
  expect(kindOfPage("/e/a")).toBe(kindOfPage("/e/b"));
  const invented = Array.from({ length: 100 }, (_, index) => `/e/a/x${index}`);
  expect(new Set([...invented, "/x", "/y/z"].map(kindOfPage)).size).toBe(2);
});
