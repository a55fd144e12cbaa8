import type { FrameConfig } from "./protocol.ts";

const LONGEST = 200;
const isText = (value: unknown): value is string => typeof value === "string" && value.length <= 2_000;

/**
 * Puts what the site knows into the forms of the page: a suggestion in the fields that are still empty, and hidden fields
 * for where the visitor came from. The server judges all of it like anything else that is sent.
 */
export function fillForms(config: FrameConfig): void {
  const { prefill, metadata, attribution, consent } = config;
  const { answers, ...fields } = prefill ?? {};
  for (const [name, value] of Object.entries({ ...fields, ...answers })) suggest(name, value);
  if (metadata) hide("metadata", metadata);
  if (attribution) hide("attribution", attribution);
  // Where the visitor has said no, only the site that they were on is left.
  if (consent?.analytics === false) {
    for (const input of inputs("attribution")) {
      input.value = JSON.stringify({ page: JSON.parse(input.value || "{}").page });
    }
  }
}

const inputs = (name: string) =>
  document.querySelectorAll<HTMLInputElement>(
    `[name="${CSS.escape(name)}"],[data-prefill="${CSS.escape(name)}"]`,
  );

function suggest(name: string, value: unknown): void {
  if (!isText(value)) return;
  for (const input of inputs(name)) {
    const isOpen = /^(text|email|tel|textarea|search)$/.test(input.type) && !input.value;
    if (isOpen) input.value = value.slice(0, input.maxLength > 0 ? input.maxLength : LONGEST);
  }
}

function hide(name: string, values: Record<string, unknown>): void {
  const kept = Object.entries(values)
    .filter(([, value]) => isText(value) && value !== "")
    .map(([key, value]) => [key, `${value}`.slice(0, LONGEST)]);
  const all = Object.fromEntries(kept);
  // The address of the page before may hold what is nobody's business; its origin does not.
  if (all.referrer && URL.canParse(all.referrer)) all.referrer = new URL(all.referrer).origin;
  for (const input of inputs(name)) input.value = JSON.stringify(all);
}
