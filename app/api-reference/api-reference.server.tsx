import { renderToStaticMarkup } from "react-dom/server.browser";
import type { OpenApiDocument } from "#app/platform/openapi-document.ts";
import { ApiReference } from "./api-reference.tsx";
import { callsOf } from "./openapi.ts";

interface Reference {
  html: string;
  /** Number of endpoints shown. */
  calls: number;
}

/** Placeholder for the API's base URL while rendering. It has no characters that need escaping. */
const ANY_BASE = "https://address-of-the-api.invalid";

const rendered = new WeakMap<OpenApiDocument, Reference>();

/**
 * Returns the rendered reference for an API at the base URL `base`. Rendering takes 40 ms and yields 250 kB, so it is done
 * once for all base URLs: without PUBLIC_ORIGIN they come from the Host header, where a client can send any value.
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

/** Escapes a string for the text of an element or a quoted attribute. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? "");
}
