import type { FrameConfig } from "../protocol.ts";

const LONGEST = 200;

/** The configuration received from the site so far. */
let known: FrameConfig = {};

/**
 * Merges `said` into the site's configuration and fills the page's forms from it: suggestions into fields that are empty
 * or hold an earlier suggestion, and metadata and attribution into hidden fields. The server validates all of it like any
 * other input.
 */
export function fillForms(said?: FrameConfig): void {
  known = { ...known, ...said };
  const { prefill, metadata, attribution, consent } = known;
  const { answers, ...fields } = prefill ?? {};
  for (const [name, value] of Object.entries({ ...fields, ...answers })) {
    if (typeof value !== "string") continue;
    for (const input of inputs(name)) {
      // Only our text fields have a maximum length.
      if (input.maxLength < 1 || (input.value && input.value !== input.dataset.given)) continue;
      input.value = value.slice(0, input.maxLength);
      input.dataset.given = input.value;
    }
  }
  hide("metadata", metadata);
  // Without the visitor's consent only the page is sent.
  hide("attribution", consent?.analytics === false ? { page: attribution?.page } : attribution);
}

const inputs = (name: string) =>
  document.querySelectorAll<HTMLInputElement>(
    `[name="${CSS.escape(name)}"],[data-prefill="${CSS.escape(name)}"]`,
  );

function hide(name: string, values: object | undefined): void {
  if (!values) return;
  // The referrer's path and query may hold private data; its origin does not.
  const said = JSON.stringify(values, (key, value) => {
    if (typeof value !== "string") return value;
    return key === "referrer" && URL.canParse(value) ? new URL(value).origin : value.slice(0, LONGEST);
  });
  for (const input of inputs(name)) input.value = said;
}
