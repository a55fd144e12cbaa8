import { expect, test } from "vitest";
import { isStandbyWaitCancelled, toServerNotice } from "./notices.ts";

const CANCELLED = {
  severity: "WARNING",
  code: "01000",
  message: "canceling wait for synchronous replication due to user request",
};

test.each([
  ["a translated server's notice, by its routine", { message: "…", routine: "SyncRepWaitForLSN" }, true],
  ["a terminated backend's, by its routine", { code: "57P01", routine: "SyncRepWaitForLSN" }, true],
  ["a notice without a routine, by its text", {}, true],
  [
    "a terminated backend's, without a routine",
    {
      code: "57P01",
      message: "canceling the wait for synchronous replication and terminating connection due to …",
    },
    true,
  ],
  ["another warning", { message: "database has a collation version mismatch" }, false],
  ["the same text from another routine, such as a RAISE WARNING", { routine: "exec_stmt_raise" }, false],
])("%s", (_words, fields, expected) => {
  expect(isStandbyWaitCancelled(toServerNotice({ ...CANCELLED, ...fields }))).toBe(expected);
});

test("the severity is the untranslated one if the server sends it", () => {
  expect(toServerNotice({ severity_local: "WARNUNG", severity: "WARNING" }).severity).toBe("WARNING");
  expect(toServerNotice({ severity_local: "WARNING" }).severity).toBe("WARNING");
});
