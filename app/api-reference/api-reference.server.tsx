import { renderToStaticMarkup } from "react-dom/server.browser";
import type { OpenApiDocument } from "#app/platform/openapi-document.ts";
import { ApiReference } from "./api-reference.tsx";
import { callsOf } from "./openapi.ts";

interface Reference {
  html: string;
  /** How many calls it shows. */
  calls: number;
}

/** Stands for the address of the API while the reference is rendered; nothing in it changes where it is escaped. */
const ANY_BASE = "https://address-of-the-api.invalid";

const rendered = new WeakMap<OpenApiDocument, Reference>();

/**
 * The reference of an API at the address `base`. It has 250 kB and takes 40 ms to render, so it is rendered once for all
 * addresses: where PUBLIC_ORIGIN is not set they are what requests name as their host, and anybody may make up more.
 */
export function referenceOf(document: OpenApiDocument, base: string): Reference {
  const reference = rendered.get(document) ?? renderReference(document);
  rendered.set(document, reference);
  const address = escaped(base);
  return { ...reference, html: reference.html.replaceAll(ANY_BASE, () => address) };
}

function renderReference(document: OpenApiDocument): Reference {
  const calls = callsOf(document);
  const groups = (document.tags ?? [])
    .map(({ name }) => ({ tag: name, calls: calls.filter((each) => each.tag === name) }))
    .filter((group) => group.calls.length > 0);
  const shown = groups.reduce((sum, group) => sum + group.calls.length, 0);
  return { html: renderToStaticMarkup(<ApiReference groups={groups} base={ANY_BASE} />), calls: shown };
}

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};

/** Safe in the text of an element and in a quoted attribute. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? "");
}
