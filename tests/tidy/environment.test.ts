import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { envSchema } from "#app/platform/env.ts";
import { environmentExample } from "./rules/environment-example.ts";
import { root } from "./source-files.ts";

test(".env.example lists exactly the settings that there are", () => {
  const example = { path: ".env.example", text: readFileSync(join(root, ".env.example"), "utf8") };
  const offences = environmentExample(example, Object.keys(envSchema.shape));
  expect(offences.map(({ line, what }) => `.env.example:${line} ${what}`)).toEqual([]);
});
