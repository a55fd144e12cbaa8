import type { FrameConfig } from "../protocol.ts";

const LONGEST = 200;

/** What the site has said so far. */
let known: FrameConfig = {};

/**
 * Puts what the site knows, with what it says now, into the forms of the page: a suggestion in the fields that are still
 * empty or hold an earlier one, and hidden fields for where the visitor came from. The server judges all of it like
 * anything else that is sent.
 */
export function fillForms(said?: FrameConfig): void {
  known = { ...known, ...said };
  const { prefill, metadata, attribution, consent } = known;
  const { answers, ...fields } = prefill ?? {};
  for (const [name, value] of Object.entries({ ...fields, ...answers })) {
    if (typeof value !== "string") continue;
    for (const input of inputs(name)) {
      // Our fields for text, and no others, have a length.
      if (input.maxLength < 1 || (input.value && input.value !== input.dataset.given)) continue;
      input.value = value.slice(0, input.maxLength);
      input.dataset.given = input.value;
    }
  }
  hide("metadata", metadata);
  // Where the visitor has said no, only the page that they were on is left.
  hide("attribution", consent?.analytics === false ? { page: attribution?.page } : attribution);
}

const inputs = (name: string) =>
  document.querySelectorAll<HTMLInputElement>(
    `[name="${CSS.escape(name)}"],[data-prefill="${CSS.escape(name)}"]`,
  );

function hide(name: string, values: object | undefined): void {
  if (!values) return;
  // The address of the page before may hold what is nobody's business; its origin does not.
  const said = JSON.stringify(values, (key, value) => {
    if (typeof value !== "string") return value;
    return key === "referrer" && URL.canParse(value) ? new URL(value).origin : value.slice(0, LONGEST);
  });
  for (const input of inputs(name)) input.value = said;
}
