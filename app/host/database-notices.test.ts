import { expect, test } from "vitest";
import { silentLog } from "#app/platform/log.ts";
import { logNotices } from "./database-notices.ts";

const warning = {
  severity: "WARNING",
  code: "01000",
  message: "collation mismatch",
  routine: "InitPostgres",
};

function collect() {
  const lines: string[] = [];
  const write = (level: string) => (fields: object) =>
    void lines.push(`${level} ${"notice" in fields && fields.notice}`);
  return { lines, log: { ...silentLog, warn: write("warn"), debug: write("debug") } };
}

test("warnings of the database are logged as warnings, its other notices at debug level", () => {
  const { lines, log } = collect();
  const note = logNotices(log);
  note(warning);
  note({ severity: "NOTICE", code: "42P07", message: "relation exists", routine: "DefineRelation" });
  expect(lines).toEqual(["warn collation mismatch", "debug relation exists"]);
});

test("the same notice is logged once an hour, a different one immediately", () => {
  const { lines, log } = collect();
  let now = 0;
  const note = logNotices(log, () => now);
  for (now of [0, 1, 3_599_999]) note(warning);
  note({ ...warning, message: "another" });
  now = 3_600_000;
  note(warning);
  expect(lines).toEqual(["warn collation mismatch", "warn another", "warn collation mismatch"]);
});
