import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import * as schema from "../schema/index.ts";
import type { FoldedStatement } from "./folded.ts";
import type { Rows, Statement } from "./guarded-client.ts";
import { readableInstant } from "./instant-text.ts";
import type { ParserTables } from "./parser-tables.ts";
import type { TransactionScope } from "./transaction.ts";

export type Db = PostgresJsDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/** Runs lone statements and transactions for Drizzle. */
export interface StatementRunner {
  run(statement: Statement): Promise<Rows>;
  transaction<T>(work: (scope: TransactionScope) => Promise<T>): Promise<T>;
}

/** Sends a statement one microtask later, since Drizzle requests rows as arrays only after the call. */
function unsafeOf(run: (statement: Statement) => Promise<Rows>) {
  return (text: string, params: unknown[] = [], options: { prepare?: boolean } = {}) => {
    let asArrays = false;
    const answer = Promise.resolve().then(() => run({ text, params, asArrays, ...options }));
    const values = () => {
      asArrays = true;
      return answer;
    };
    return Object.assign(answer, { values });
  };
}

function transactionClient(scope: TransactionScope, options: ParserTables): object {
  return {
    unsafe: unsafeOf((statement) => scope.run(statement)),
    savepoint: <T>(work: (client: object) => Promise<T>) =>
      scope.savepoint((inner) => work(transactionClient(inner, options))),
    together: (statements: FoldedStatement[]) => scope.together(statements),
    finishWith: (statement: FoldedStatement) => scope.finishWith(statement),
    endUnwritten: () => scope.endUnwritten(),
    options,
  };
}

/** The OID of `timestamp with time zone`. */
const TIMESTAMPTZ = 1184;

/**
 * Returns Drizzle's changes to a client's parser tables, found by applying them to empty ones. Timestamps stay texts, as
 * Drizzle expects, but in a format that Date can parse.
 */
export function drizzleTables(): ParserTables {
  const tables: ParserTables = { parsers: {}, serializers: {} };
  drizzle({ options: tables } as unknown as postgres.Sql);
  tables.parsers[TIMESTAMPTZ] = readableInstant;
  return tables;
}

/** Creates Drizzle over guarded clients. It gets only the part of a postgres.js client that it uses. */
export function drizzleOver(runner: StatementRunner): Db {
  const options: ParserTables = { parsers: {}, serializers: {} };
  const client = {
    unsafe: unsafeOf((statement) => runner.run(statement)),
    begin: <T>(work: (client: object) => Promise<T>) =>
      runner.transaction((scope) => work(transactionClient(scope, options))),
    options,
  };
  return drizzle(client as unknown as postgres.Sql, { schema });
}
