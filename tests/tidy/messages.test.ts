import { expect, test } from "vitest";
import { adminServerCatalogue } from "#app/i18n/admin-server-catalogue.ts";
import { catalogue } from "#app/i18n/catalogue.ts";
import { readProject } from "./source-files.ts";

/** The texts of all sources but those of the messages themselves. */
const sources = readProject().filter(
  ({ path }) => /^app\/.*\.tsx?$/.test(path) && !/\.test\.|i18n\/messages\//.test(path),
);

/** Whether somebody says it: by its whole name, or by a name that is put together from the beginning of it. */
function isSaid(key: string): boolean {
  const words = key.split(".");
  const beginnings = words.slice(1).map((_word, index) => `\`${words.slice(0, index + 1).join(".")}.\${`);
  return sources.some(
    ({ text }) => text.includes(`"${key}"`) || beginnings.some((beginning) => text.includes(beginning)),
  );
}

test("every message is said somewhere", () => {
  const keys = new Set(
    Object.keys({ ...catalogue.en, ...adminServerCatalogue.en }).map((key) =>
      key.replace(/_(one|other)$/, ""),
    ),
  );
  expect([...keys].filter((key) => !isSaid(key))).toEqual([]);
});
