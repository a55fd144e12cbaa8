import type { GuardedClient, Rows, Statement } from "./guarded-client.ts";
import { answerWithin, DEFAULT_LIMITS } from "./limits.ts";

const READS = /^\s*(select|values|show|table|explain|with)\b/i;
const WRITES = /\b(insert|update|delete|merge)\b/i;

/**
 * Returns whether a lone statement may have changed something when its response is lost. Errs on the side of yes; a function
 * that writes, called from a plain SELECT, counts as a read.
 */
function mayWrite(text: string): boolean {
  if (!READS.test(text)) return true;
  return /^\s*(with|explain)\b/i.test(text) && WRITES.test(text);
}

/** Runs one statement that is its own transaction. Throws an Error when it starts one instead: use `transaction`. */
export async function runLone(client: GuardedClient, statement: Statement): Promise<Rows> {
  const rows = await client.run({
    answerWithinMs: answerWithin(DEFAULT_LIMITS),
    ...statement,
    commits: mayWrite(statement.text),
  });
  if (rows.command === "BEGIN" || rows.command === "START TRANSACTION") {
    client.kill("a lone statement started a transaction");
    throw new Error("A lone statement started a transaction; its connection was closed. Use transaction().");
  }
  return rows;
}
