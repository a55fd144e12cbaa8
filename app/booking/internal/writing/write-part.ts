import { arrayLiteral } from "#db/arrays.ts";
import type { Batch } from "./write-batch.ts";

/** A value of a column: bytes as hex digits, instants as epoch milliseconds, JSON as text. */
type Value = string | number | boolean | null;

type Type = "uuid" | "text" | "bigint" | "boolean" | "timestamptz" | "jsonb" | "bytea";

/**
 * A column of the written rows. `constant`: sent once if equal in all rows of the batch. Mark the columns for which that
 * is frequent.
 */
export type Column<Row> = readonly [
  name: string,
  type: Type,
  read: (row: Row) => Value,
  constant?: "constant",
];

/** How a statement refers to its rows. */
export interface Given {
  /** Returns the SQL expression for a column's value. */
  of(name: string): string;
  /** The `from` clause of the rows; empty for a single row, whose values are in the statement. */
  from: string;
  isOne: boolean;
}

export interface Definition<Row> {
  /** The statements of a shape must use all of its columns. */
  columns: readonly Column<Row>[] | ((shape: string) => readonly Column<Row>[]);
  rows(batch: Batch): readonly Row[];
  /** A key for other variations of the statements; omitted if there are none. */
  shape?(rows: readonly Row[]): string;
  /** Returns the data-modifying statements. $1 is the organisation, $2 the database time of the batch. */
  statements(given: Given, shape: string): string[];
}

/** The SQL of a part for a batch. Its values have been added to the statement's parameters. */
export interface Encoded {
  /** Equal keys mean equal text. */
  key: string;
  /** Returns named WITH clauses; `first` is the number of the part's first parameter. */
  clauses(prefix: string, first: number): string[];
}

/** A kind of rows that a batch writes, with the statements for their tables. */
export interface Part {
  /** Adds the values of the rows to `values`. Returns undefined if the batch has no such rows. */
  encode(batch: Batch, values: (string | number | null)[]): Encoded | undefined;
}

/** Creates a part from its columns, rows and statements. */
export function part<Row>(definition: Definition<Row>): Part {
  return { encode: (batch, values) => encode(definition, batch, values) };
}

function encode<Row>(
  definition: Definition<Row>,
  batch: Batch,
  values: (string | number | null)[],
): Encoded | undefined {
  const rows = definition.rows(batch);
  const [first] = rows;
  if (first === undefined) return undefined;
  const isOne = rows.length === 1;
  const shape = definition.shape?.(rows) ?? "";
  const columns = typeof definition.columns === "function" ? definition.columns(shape) : definition.columns;
  let given = "";
  for (const [, type, read, constant] of columns) {
    const isOnce = isOne || (constant !== undefined && isSame(rows, read));
    given += isOnce ? "1" : "n";
    values.push(isOnce ? scalar(type, read(first)) : arrayOf(type, rows, read));
  }
  const clauses = (prefix: string, number: number) =>
    clausesOf(columns, (rows) => definition.statements(rows, shape), { given, prefix, number });
  return { key: `${given} ${shape}`, clauses };
}

function isSame<Row>(rows: readonly Row[], read: (row: Row) => Value): boolean {
  const value = read(rows[0] as Row);
  return rows.every((row) => read(row) === value);
}

interface Text {
  /** A character per column: "1" for a single value, "n" for an array with a value per row. */
  given: string;
  prefix: string;
  number: number;
}

function clausesOf<Row>(
  columns: readonly Column<Row>[],
  statements: (rows: Given) => string[],
  { given, prefix, number }: Text,
): string[] {
  const listed = columns.flatMap((column, index) => (given[index] === "n" ? [{ column, index }] : []));
  const isOne = listed.length === 0;
  const expressions = new Map(
    columns.map(([name, type], index) => {
      const value = given[index] === "n" ? `g.${name}` : `$${number + index}::${sent(type)}`;
      return [name, type === "bytea" ? `decode(${value}, 'hex')` : value];
    }),
  );
  const of = (name: string) => {
    const expression = expressions.get(name);
    if (expression === undefined) throw new Error(`No column ${name} is given.`);
    return expression;
  };
  const arrays = listed.map(({ column, index }) => `$${number + index}::${sent(column[1])}[]`).join(", ");
  const names = listed.map(({ column }) => column[0]).join(", ");
  const texts = statements({ of, from: isOne ? "" : `from ${prefix} g`, isOne });
  const rows = `${prefix} as materialized (select * from unnest(${arrays}) as g(${names}))`;
  return [...(isOne ? [] : [rows]), ...texts.map((text, index) => `${prefix}_${index} as (${text})`)];
}

/** Returns the type of the parameter. Bytes are sent as text: in an array of bytea, backslashes need double escaping. */
function sent(type: Type): string {
  return type === "bytea" ? "text" : type;
}

function scalar(type: Type, value: Value): string | number | null {
  if (type === "timestamptz" && typeof value === "number") return instant(value);
  return typeof value === "boolean" ? String(value) : value;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function arrayOf<Row>(type: Type, rows: readonly Row[], read: (row: Row) => Value): string {
  if (type === "text" || type === "jsonb") return arrayLiteral(rows.map(read));
  let text = "";
  for (const row of rows) {
    const value = read(row);
    text += text === "" ? "{" : ",";
    if (value === null) text += "NULL";
    else if (type === "timestamptz" && typeof value === "number") text += instant(value);
    // An id may be user input: a malformed one must not be parsed as several array elements.
    else if (type === "uuid" && !UUID.test(String(value))) return arrayLiteral(rows.map(read));
    else text += value;
  }
  return `${text}}`;
}

const instant = (milliseconds: number) => new Date(milliseconds).toISOString();
