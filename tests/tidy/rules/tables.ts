import { is } from "drizzle-orm";
import { getTableConfig, IndexedColumn, type PgColumn, type PgTable } from "drizzle-orm/pg-core";

const OWNER = "organization_id";

/** Keys that may begin with another column, and why. */
const EXCEPTIONS: Record<string, string> = {
  slugs: "a slug is an address, unique in the deployment; no booking writes it",
};

interface Table {
  name: string;
  columns: PgColumn[];
  owned: boolean;
  /** The column names of the primary key, of each unique constraint, and of each index; an expression has no name. */
  primaryKey: string[];
  uniques: { name: string; columns: string[] }[];
  indexes: { name: string; columns: string[]; whole: boolean }[];
  foreignKeys: { name: string; columns: string[]; target: string; targetColumns: string[] }[];
}

/**
 * Data can be spread by organisation: it comes first in every key of a table that has it, and every reference between
 * such tables carries it. References are indexed, and what counts up has room. Answers one sentence an offence.
 */
export function judgeTables(tables: PgTable[]): string[] {
  const known = tables.map(readTable);
  const owned = new Set(known.filter((table) => table.owned).map((table) => table.name));
  return known.flatMap((table) => [
    ...(table.owned && !(table.name in EXCEPTIONS) ? judgeKeys(table) : []),
    ...table.foreignKeys.flatMap((key) => judgeReference(table, key, owned)),
    ...table.columns.flatMap((column) => judgeNumber(table.name, column)),
  ]);
}

function judgeKeys({ name, primaryKey, uniques }: Table): string[] {
  const offences = uniques
    .filter(({ columns }) => columns[0] !== OWNER)
    .map((unique) => `${name}: ${unique.name} is unique without ${OWNER} first`);
  return primaryKey[0] === OWNER
    ? offences
    : [`${name}: ${OWNER} is not first in the primary key`, ...offences];
}

function judgeReference(table: Table, key: Table["foreignKeys"][number], owned: Set<string>): string[] {
  const offences: string[] = [];
  const position = key.columns.indexOf(OWNER);
  if (owned.has(key.target) && (position < 0 || key.targetColumns[position] !== OWNER)) {
    offences.push(`${table.name}: ${key.name} refers to ${key.target} without ${OWNER}`);
  }
  const candidates = [
    table.primaryKey,
    ...table.uniques.map((unique) => unique.columns),
    // A partial index does not find the rows that it leaves out.
    ...table.indexes.filter((index) => index.whole).map((index) => index.columns),
  ];
  const leads = candidates.some((columns) => isSame(columns.slice(0, key.columns.length), key.columns));
  if (!leads) offences.push(`${table.name}: no index begins with ${key.columns.join(", ")} of ${key.name}`);
  return offences;
}

const isSame = (some: string[], others: string[]) =>
  some.length === others.length && others.every((column) => some.includes(column));

function judgeNumber(table: string, column: PgColumn): string[] {
  const type = column.getSQLType();
  if (/serial/.test(type) || column.generatedIdentity) {
    return [`${table}.${column.name} draws from a sequence, which all organisations would share`];
  }
  const counts = /version|sequence|count|_total$|capacity|booked|held|quantity|attempts/.test(column.name);
  return counts && /^(integer|smallint)$/.test(type)
    ? [`${table}.${column.name} is ${type}, not bigint`]
    : [];
}

function readTable(table: PgTable): Table {
  const config = getTableConfig(table);
  const names = (columns: { name: string }[]) => columns.map((column) => column.name);
  const [composite] = config.primaryKeys;
  const indexes = config.indexes.map(({ config: index }) => ({
    name: index.name ?? "an index",
    columns: index.columns.map((column) =>
      is(column, IndexedColumn) ? (column.name ?? "") : "(expression)",
    ),
    whole: index.where === undefined,
    unique: index.unique,
  }));
  return {
    name: config.name,
    columns: config.columns,
    owned: config.columns.some((column) => column.name === OWNER),
    primaryKey: composite
      ? names(composite.columns)
      : names(config.columns.filter((column) => column.primary)),
    uniques: [
      ...config.uniqueConstraints.map((unique) => ({
        name: unique.name ?? "a key",
        columns: names(unique.columns),
      })),
      ...config.columns
        .filter((column) => column.isUnique)
        .map((column) => ({ name: column.uniqueName ?? column.name, columns: [column.name] })),
      ...indexes.filter((index) => index.unique),
    ],
    indexes,
    foreignKeys: config.foreignKeys.map((key) => {
      const { columns, foreignColumns, foreignTable } = key.reference();
      const target = getTableConfig(foreignTable).name;
      return { name: key.getName(), columns: names(columns), target, targetColumns: names(foreignColumns) };
    }),
  };
}
