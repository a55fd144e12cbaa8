import { expect, test } from "vitest";
import { HintLines, readHints } from "./hint-lines.ts";

const resource = (topic: string, version: number) => ({ kind: "resource" as const, topic, version });

test("hints are read as they were written, by other instances only", () => {
  const lines = new HintLines();
  const news = [
    resource("org pool+1@x", 7),
    { kind: "topic" as const, topic: "event 1" },
    { kind: "forget" as const, topic: "org r" },
    { kind: "forget-all" as const, prefix: "org " },
  ];
  for (const each of news) lines.add(each);
  const payload = lines.take("me");
  expect(readHints(payload, "another")).toEqual(news);
  expect(readHints(payload, "me")).toEqual([]);
  expect(lines.size).toBe(0);
});

test("only the newest version of a resource is sent", () => {
  const lines = new HintLines();
  for (const version of [3, 4, 5]) lines.add(resource("org r", version));
  expect(readHints(lines.take("me"), "another")).toEqual([resource("org r", 5)]);
});

test("a payload stays below the limit of NOTIFY; the rest follows in later payloads, and nothing is sent twice", () => {
  const lines = new HintLines();
  const topics = Array.from({ length: 500 }, (_, index) => `org ${"r".repeat(90)}${index}`);
  for (const topic of topics) lines.add(resource(topic, 1));
  const heard: string[] = [];
  while (lines.size > 0) {
    const payload = lines.take("me");
    expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
    for (const news of readHints(payload, "another")) if (news.kind === "resource") heard.push(news.topic);
  }
  expect(heard).toEqual(topics);
});

test("an instance with too many hints drops the oldest", () => {
  const lines = new HintLines();
  for (let index = 0; index < 6_000; index++) lines.add(resource(`org ${index}`, 1));
  expect(lines.size).toBe(5_000);
  expect(readHints(lines.take("me"), "another")[0]).toEqual(resource("org 1000", 1));
});

test("a line of an unknown kind is ignored", () => {
  expect(readHints("another\nsomething new\n\nresource org r 2", "me")).toEqual([resource("org r", 2)]);
});
