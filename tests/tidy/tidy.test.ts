import { describe, expect, test } from "vitest";
import { rules } from "./rules.ts";
import { readProject } from "./source-files.ts";

const files = readProject();

test("the whole project is read", () => {
  const paths = files.map((file) => file.path);
  expect(paths).toEqual(
    expect.arrayContaining([
      "app/routes.ts",
      "db/schema/index.ts",
      "tests/tidy/tidy.test.ts",
      "vitest.config.ts",
    ]),
  );
  expect(paths.filter((path) => path.includes("node_modules"))).toEqual([]);
});

describe("the house rules hold", () => {
  test.each(Object.entries(rules))("%s", (_, rule) => {
    const offences = rule(files).map(({ file, line, what }) => `${file}:${line} ${what}`);
    expect(offences, `\n${offences.join("\n")}\n`).toEqual([]);
  });
});
