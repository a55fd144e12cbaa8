import { DrizzleQueryError } from "drizzle-orm";
import postgres from "postgres";
import { expect, test } from "vitest";
import {
  CommitUnknown,
  ConnectionLost,
  databaseError,
  isCommitUnknown,
  isRetryable,
  PoolExhausted,
} from "./client.ts";

/** Creates an error of the driver from the fields that the server sends. */
function refusal(fields: Record<string, string>): postgres.PostgresError {
  return Object.assign(Object.create(postgres.PostgresError.prototype), { message: "refused", ...fields });
}

const wrapped = (cause: Error) => new DrizzleQueryError("select 1", [], cause);

test.each(["40001", "40P01", "55P03", "57014", "57P01", "57P03", "08006", "53300"])(
  "SQLSTATE %s may be retried",
  (code) => {
    expect(isRetryable(refusal({ code }))).toBe(true);
    expect(isRetryable(wrapped(refusal({ code })))).toBe(true);
  },
);

test.each(["23505", "22012", "42P01", "28P01", "0A000"])("SQLSTATE %s is final", (code) => {
  expect(isRetryable(wrapped(refusal({ code })))).toBe(false);
});

test("a prepared statement that the server no longer knows may be retried", () => {
  expect(isRetryable(refusal({ code: "0A000", routine: "RevalidateCachedQuery" }))).toBe(true);
});

test("a lost connection may be retried; an unknown commit and an exhausted pool may not", () => {
  expect(isRetryable(wrapped(new ConnectionLost("gone")))).toBe(true);
  const unknown = wrapped(new CommitUnknown("who knows", { cause: new ConnectionLost("gone") }));
  expect(isRetryable(unknown)).toBe(false);
  expect(isCommitUnknown(unknown)).toBe(true);
  expect(isRetryable(new PoolExhausted(5000))).toBe(false);
  expect(isRetryable("text")).toBe(false);
});

test("the violated constraint is returned, and nothing without an error of the server", () => {
  const error = refusal({ code: "23505", constraint_name: "people_email" });
  expect(databaseError(wrapped(error))).toEqual({ code: "23505", constraint: "people_email" });
  expect(databaseError(refusal({ code: "40001" }))).toEqual({ code: "40001" });
  expect(databaseError(new ConnectionLost("gone"))).toBeUndefined();
});

test("errors that cause each other in a cycle are visited once", () => {
  const ring = new Error("first");
  ring.cause = new Error("second", { cause: ring });
  expect(isRetryable(ring)).toBe(false);
});
