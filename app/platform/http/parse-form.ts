import type { z } from "zod";
import { isStorable } from "../text/normalise.ts";
import { readNumber } from "../text/number.ts";

/** Messages by field name; those about the form as a whole under "". */
export type FormErrors = Record<string, string[]>;

export type ParsedForm<Output> = { ok: true; value: Output } | { ok: false; errors: FormErrors };

/** Maximum number of rows of each list of a form, by the name of the list. */
export type RowLimits = ReadonlyMap<string, number>;

/** Name of a field in a row: list, index and field, as in `sessions[0].startsAt`. */
export const ROW_FIELD = /^([A-Za-z]\w*)\[(0|[1-9]\d{0,3})\]\.([A-Za-z]\w*)$/;

/** A failed check of a field: the message of the schema, and the values of its placeholders. */
export interface FormIssue {
  message: string;
  values: Record<string, string | number>;
}

const NOT_STORABLE: FormIssue = { message: "admin.form.notStorable", values: {} };

/**
 * Parses a form that `readForm` has read with the same schema. The result follows the schema alone: an object has its keys, a
 * list of objects the rows that the form has, a list of anything else every value of its name, and any other schema the first
 * value of its name: as a number or, for a ticked box, `true`, if the schema wants that. An empty text counts as missing, so
 * that defaults and messages for missing values apply. Returns all errors at once, by field name, with the messages that
 * `translate` returns.
 */
export async function parseForm<Output>(
  form: FormData,
  schema: z.ZodType<Output>,
  translate: (issue: FormIssue) => string,
): Promise<ParsedForm<Output>> {
  const source = createSource(form);
  const parsed = await schema.safeParseAsync(read(schema, "", source));
  const errors = new Map<string, string[]>();
  const lists = rowLimitsOf(schema);
  for (const issue of parsed.error?.issues ?? []) {
    const name = fieldOf(nameOf(issue.path), lists);
    const message = translate({ message: issue.message, values: valuesOf(issue) });
    errors.set(name, [...(errors.get(name) ?? []), message]);
  }
  for (const name of source.notStorable) errors.set(name, [translate(NOT_STORABLE)]);
  if (!parsed.success || errors.size > 0) return { ok: false, errors: Object.fromEntries(errors) };
  return { ok: true, value: parsed.data };
}

/** Returns the bound that an issue is about, as `minimum` or `maximum`, and the `params` of a custom check. */
export function valuesOf(issue: z.core.$ZodIssue): Record<string, string | number> {
  if (issue.code === "too_small") return { minimum: Number(issue.minimum) };
  if (issue.code === "too_big") return { maximum: Number(issue.maximum) };
  return issue.code === "custom" ? (issue.params ?? {}) : {};
}

/** Returns the lists of rows that a schema has. Throws a TypeError for one without a maximum. */
export function rowLimitsOf(schema: z.ZodType): RowLimits {
  const limits = new Map<string, number>();
  const { def } = unwrap(schema)._zod;
  for (const [name, each] of Object.entries(def.type === "object" ? def.shape : {})) {
    if (isRows(each)) limits.set(name, maximumOf(each, name));
  }
  return limits;
}

type Schema = z.core.$ZodTypes;

/** Returns the schema of the value itself, inside defaults, transformations and the like. */
function unwrap(schema: z.core.$ZodType): Schema {
  const { def } = (schema as Schema)._zod;
  switch (def.type) {
    case "default":
    case "nullable":
    case "optional":
      return unwrap(def.innerType);
    case "pipe":
      return unwrap(def.in);
    default:
      return schema as Schema;
  }
}

function isRows(schema: z.core.$ZodType): boolean {
  const { def } = unwrap(schema)._zod;
  return def.type === "array" && unwrap(def.element)._zod.def.type === "object";
}

function maximumOf(schema: z.core.$ZodType, name: string): number {
  for (const check of unwrap(schema)._zod.def.checks ?? []) {
    const { def } = check._zod as z.core.$ZodCheckMaxLength["_zod"];
    if (def.check === "max_length") return def.maximum;
  }
  throw new TypeError(`The list ${name} of a form has no maximum.`);
}

interface Source {
  texts(name: string): string[];
  /** Returns the number of rows that the form has of a list. */
  rows(list: string): number;
  /** Names of the fields whose text cannot be stored. */
  notStorable: Set<string>;
}

function createSource(form: FormData): Source {
  const all = new Map<string, string[]>();
  const rows = new Map<string, number>();
  for (const [name, value] of form) {
    const known = all.get(name);
    if (known) known.push(String(value));
    else all.set(name, [String(value)]);
    const [, list, index] = ROW_FIELD.exec(name) ?? [];
    if (list !== undefined) rows.set(list, Math.max(rows.get(list) ?? 0, Number(index) + 1));
  }
  const notStorable = new Set<string>();
  const texts = (name: string) => {
    const found = all.get(name) ?? [];
    if (!found.every(isStorable)) notStorable.add(name);
    return found;
  };
  return { texts, rows: (list) => rows.get(list) ?? 0, notStorable };
}

function read(schema: z.core.$ZodType, name: string, source: Source): unknown {
  const { def } = unwrap(schema)._zod;
  if (def.type === "object") {
    const under = (key: string) => (name === "" ? key : `${name}.${key}`);
    const entries = Object.entries(def.shape).map(([key, each]) => [key, read(each, under(key), source)]);
    return Object.fromEntries(entries);
  }
  if (def.type === "array") {
    if (!isRows(schema)) return source.texts(name);
    return Array.from({ length: source.rows(name) }, (_, index) =>
      read(def.element, `${name}[${index}]`, source),
    );
  }
  const [text = ""] = source.texts(name);
  if (text === "") return undefined;
  if (def.type === "number") return numberOf(text);
  if (def.type === "boolean") return text === "on" ? true : text;
  return text;
}

/**
 * Parses the value of a number field, which has a dot in every language. Returns undefined, which no schema accepts, for
 * anything else.
 */
function numberOf(text: string): number | undefined {
  const read = readNumber(text, "en");
  if (read.ok) return read.value;
  return read.problem === "missing" ? undefined : Number.NaN;
}

/** Returns the name of a field: several values share one name; only rows have an index. */
function fieldOf(name: string, lists: RowLimits): string {
  const [, list = "", index] = /^([^[]+)\[(\d+)\]$/.exec(name) ?? [];
  return index !== undefined && !lists.has(list) ? list : name;
}

/** Returns the path of an issue in the notation of field names. */
function nameOf(path: PropertyKey[]): string {
  return path.reduce<string>((name, key) => {
    if (typeof key === "number") return `${name}[${key}]`;
    return name === "" ? String(key) : `${name}.${String(key)}`;
  }, "");
}
