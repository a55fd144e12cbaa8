import type { ServedApi } from "#tests/support/api.ts";

/** A field that an operation of the API reads. */
export interface ApiField {
  part: "path" | "query" | "body";
  /** Where it stands: names and indexes, joined by dots as in the details of an error. */
  path: string;
  /** As the document describes it, such as `string` or `integer`. */
  type: string;
}

export interface Operation {
  method: string;
  /** With its parts in braces. */
  path: string;
  fields: ApiField[];
}

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: unknown;
}

interface Described {
  parameters?: { in: string; name: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

const BODIES = "application/json";

/** Returns the operations of the API with every field of each, from the document that is made of the schemas. */
export function operationsOf({ document }: Pick<ServedApi, "document">): Operation[] {
  const components = (document.components?.schemas ?? {}) as Record<string, Schema>;
  return Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Described>).map(([method, described]) => ({
      method,
      path,
      fields: [
        ...(described.parameters ?? []).flatMap(parameterField),
        ...leavesOf(described.requestBody?.content[BODIES]?.schema ?? {}, components, ""),
      ],
    })),
  );
}

function parameterField({
  in: part,
  name,
  schema,
}: {
  in: string;
  name: string;
  schema: Schema;
}): ApiField[] {
  // Headers are no fields of what is asked.
  return part === "path" || part === "query" ? [{ part, path: name, type: `${part} ${typeOf(schema)}` }] : [];
}

function leavesOf(given: Schema, components: Record<string, Schema>, path: string): ApiField[] {
  const schema = given.$ref ? (components[given.$ref.split("/").at(-1) ?? ""] ?? {}) : given;
  const under = (key: string) => (path === "" ? key : `${path}.${key}`);
  if (schema.properties) {
    return Object.entries(schema.properties).flatMap(([key, each]) => leavesOf(each, components, under(key)));
  }
  if (schema.items) return leavesOf(schema.items, components, under("0"));
  // An object of the caller's own.
  if (schema.type === "object") return [{ part: "body", path: under("note"), type: "free" }];
  return path === "" ? [] : [{ part: "body", path, type: typeOf(schema) }];
}

function typeOf({ type, format, enum: values }: Schema): string {
  if (values) return "enum";
  return (
    [type]
      .flat()
      .filter(Boolean)
      .concat(format ?? [])
      .join(" ") || "string"
  );
}
