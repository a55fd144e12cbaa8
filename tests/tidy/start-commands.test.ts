import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./source-files.ts";

const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

test("a container starts the app as npm start does", () => {
  const [, command = "[]"] = /^CMD (\[.*\])$/m.exec(readFileSync(join(root, "Dockerfile"), "utf8")) ?? [];
  expect(`exec ${JSON.parse(command).join(" ")}`).toBe(scripts.start);
});

test.each(["start", "dev"])(
  "npm run %s puts the app in the shell's place, so that it gets npm's signals",
  (name) => {
    expect(scripts[name]).toMatch(/^([A-Z_]+=\S+ )*exec node [^;&|]*$/);
  },
);
