/** Converts an OpenAPI 3.1 document into the data that the reference page shows. */

import type { OpenApiDocument } from "#app/platform/openapi-document.ts";

/** A body field or a parameter, with its type in words. */
export interface FieldInWords {
  /** The full path: `claims[].quantity`. */
  name: string;
  type: string;
  required: boolean;
  words: string;
}

export interface AnswerInWords {
  status: string;
  /** Paragraphs, with code in backquotes. */
  paragraphs: string[];
  fields: FieldInWords[];
}

export interface CallInWords {
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  /** The required scope; undefined if no key is needed. */
  scope: string | undefined;
  keyless: boolean;
  parameters: (FieldInWords & { place: string })[];
  body: FieldInWords[];
  answers: AnswerInWords[];
  /** A valid body and path for code samples. */
  sample: { address: string; body: unknown; streams: boolean };
}

interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  format?: string;
  minimum?: number;
  maximum?: number;
  description?: string;
  example?: unknown;
  default?: unknown;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: Schema;
}

interface Content {
  content?: Record<string, { schema: Schema }>;
}

interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  security: object[];
  "x-scope"?: string;
  parameters?: Parameter[];
  requestBody?: Content;
  responses: Record<string, Content & { description: string }>;
}

/** Returns the endpoints of a document, in its order. */
export function callsOf(document: OpenApiDocument): CallInWords[] {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      callOf(schemas, method, path, operation as Operation),
    ),
  );
}

type Schemas = Record<string, Schema>;

function callOf(schemas: Schemas, method: string, path: string, operation: Operation): CallInWords {
  const { operationId: id, summary, description = "", tags, security, parameters = [] } = operation;
  const bodySchema = jsonOf(operation.requestBody);
  const inWords = parameters.map((parameter) => ({
    ...fieldOf(schemas, parameter.name, parameter.schema, parameter.required === true),
    words: parameter.description ?? parameter.schema.description ?? "",
    place: parameter.in,
  }));
  const streams = Object.values(operation.responses).some((each) => each.content?.["text/event-stream"]);
  return {
    id,
    method: method.toUpperCase(),
    path,
    tag: tags[0] ?? "",
    summary,
    description,
    scope: operation["x-scope"],
    keyless: security.some((each) => Object.keys(each).length === 0),
    parameters: inWords,
    body: bodySchema ? fieldsOf(schemas, bodySchema) : [],
    answers: Object.entries(operation.responses).map(([status, answer]) => {
      const schema = jsonOf(answer);
      // The error body is the same everywhere; the top of the page explains it once.
      const isPlain = schema?.$ref === "#/components/schemas/Error";
      const fields = schema && !isPlain ? fieldsOf(schemas, schema) : [];
      return { status, paragraphs: answer.description.split("\n\n"), fields };
    }),
    sample: {
      address: sampleAddress(path, parameters),
      body: bodySchema && sampleOf(schemas, bodySchema),
      streams,
    },
  };
}

const jsonOf = (content: Content | undefined) => content?.content?.["application/json"]?.schema;

function sampleAddress(path: string, parameters: Parameter[]): string {
  const given = new Map(
    parameters.map((each) => [each.name, String(each.schema.example ?? `{${each.name}}`)]),
  );
  const address = path.replaceAll(/\{(\w+)\}/g, (whole, name: string) => given.get(name) ?? whole);
  const needed = parameters.filter((each) => each.in === "query" && each.required);
  const query = needed.map((each) => `${each.name}=${given.get(each.name)}`).join("&");
  return query === "" ? address : `${address}?${query}`;
}

function resolve(schemas: Schemas, schema: Schema): Schema {
  const name = schema.$ref?.split("/").at(-1);
  return name === undefined ? schema : { ...schemas[name], ...without(schema) };
}

function without({ $ref, ...rest }: Schema): Schema {
  return rest;
}

const MAX_SCHEMA_DEPTH = 3;

/** Returns the fields of an object and of its nested objects, with their full paths. */
function fieldsOf(schemas: Schemas, given: Schema, place = "", depth = 0): FieldInWords[] {
  const schema = resolve(schemas, given);
  if (depth > MAX_SCHEMA_DEPTH) return [];
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return fieldsOf(schemas, choices[0] ?? {}, place, depth);
  if (schema.items) return fieldsOf(schemas, schema.items, `${place}[]`, depth);
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([name, each]) => {
    const full = place === "" ? name : `${place}.${name}`;
    return [fieldOf(schemas, full, each, required.has(name)), ...fieldsOf(schemas, each, full, depth + 1)];
  });
}

function fieldOf(schemas: Schemas, name: string, given: Schema, required: boolean): FieldInWords {
  const schema = resolve(schemas, given);
  return { name, type: typeInWords(schemas, schema), required, words: schema.description ?? "" };
}

const TYPES: Record<string, string> = {
  string: "string",
  integer: "integer",
  number: "number",
  boolean: "boolean",
  object: "object",
  array: "array",
};

function typeInWords(schemas: Schemas, given: Schema): string {
  const schema = resolve(schemas, given);
  if (schema.const !== undefined) return String(schema.const);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map((each) => typeInWords(schemas, each)))].join(" or ");
  if (schema.enum) return schema.enum.map(String).join(", ");
  const types = [schema.type ?? "any"].flat();
  const words = types.map((type) =>
    type === "array" && schema.items
      ? `array of ${typeInWords(schemas, schema.items)}`
      : schema.format === "uuid" && type === "string"
        ? "UUID"
        : type === "string" && schema.format === "date-time"
          ? "ISO 8601 time"
          : (TYPES[type] ?? type),
  );
  return words.join(" or ") + boundsOf(schema);
}

function boundsOf({ minimum, maximum }: Schema): string {
  const isBound = maximum !== undefined && maximum < 1e12;
  const text = (value: number) => value.toLocaleString("en");
  if (minimum !== undefined && isBound) return `, ${text(minimum)} to ${text(maximum)}`;
  return minimum !== undefined && minimum > 0 ? `, at least ${text(minimum)}` : "";
}

/** Returns a sample value that is valid for the schema, from its examples and with required fields only. */
function sampleOf(schemas: Schemas, given: Schema): unknown {
  const schema = resolve(schemas, given);
  if (schema.example !== undefined) return schema.example;
  if (schema.enum) return schema.enum[0];
  if (schema.items) return [sampleOf(schemas, schema.items)];
  if (schema.properties) {
    const names = schema.required ?? Object.keys(schema.properties).slice(0, 1);
    return Object.fromEntries(
      names.map((name) => [name, sampleOf(schemas, schema.properties?.[name] ?? {})]),
    );
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return sampleOf(schemas, choices[0] ?? {});
  const type = [schema.type ?? "string"].flat()[0];
  if (type === "boolean") return true;
  if (type === "integer" || type === "number") return Math.max(schema.minimum ?? 1, 1);
  return type === "object" ? {} : "text";
}
