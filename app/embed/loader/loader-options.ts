import type { Prefill } from "../protocol.ts";
import { reservo, script } from "./loader-script.ts";

/** A site's options of one form: the attributes of the element, in camel case. */
export interface Options {
  event?: string;
  org?: string;
  /** Id of a stored embed, whose settings are the defaults. */
  embed?: string;
  theme?: string;
  /** Whether the page around the form is `light` or `dark`. The form's theme follows it unless set. */
  ground?: string;
  stock?: string;
  font?: string;
  locale?: string;
  seats?: string | number;
  session?: string;
  hide?: string;
  test?: string | boolean;
  prefill?: Prefill;
  metadata?: Record<string, string>;
  ref?: string;
  utm?: Record<string, string>;
  forwardUtm?: boolean | string;
  /** `stay`, or `redirect:` and an address on the host's own origin. */
  success?: string;
  consent?: { analytics: boolean };
}

/** Options sent in the frame's address; none is personal. Changes of the first three are sent as `config` instead. */
const IN_ADDRESS = "theme ground locale embed stock font seats session hide test".split(
  " ",
) as (keyof Options)[];

/** Reads the options from an element's attributes, with or without the prefix `data-`. */
export function optionsOf(element: HTMLElement): Options {
  const options: Record<string, unknown> = { event: element.dataset.reservo };
  for (const { name, value } of element.attributes) {
    // A site may animate its element, which changes `style` all the time.
    if (name === "style") continue;
    const option = name.replace(/^data-|-(.)/g, (_, letter = "") => letter.toUpperCase());
    try {
      options[option] = value.startsWith("{") ? JSON.parse(value) : value;
    } catch {
      // Invalid JSON is ignored.
    }
  }
  return options;
}

/** Returns the address of the frame, without the first `but` options of `IN_ADDRESS`. */
export function frameAddress(options: Options, but?: number): string {
  const { org, event } = options;
  const url = new URL(`/embed/${org ? `o/${org}` : event}`, reservo());
  for (const name of IN_ADDRESS.slice(but)) {
    const value = options[name] ?? false;
    // An attribute without a value, as in `<reservo-embed test>`, means yes.
    if (value !== false) url.searchParams.set(name, `${value || 1}`);
  }
  return url.href;
}

/** Returns the visitor's attribution from the host page's address. Only allowed parameters of its query are sent. */
export function attributionOf(options: Options): Record<string, string> {
  const { origin, pathname, search } = location;
  const found: Record<string, string> = { page: origin + pathname, referrer: document.referrer };
  const isForwarded = `${options.forwardUtm}` !== "false";
  const isConsented = script?.dataset.consent === "marketing";
  for (const [name, value] of new URLSearchParams(search)) {
    if ((isForwarded && /^(utm_|ref$)/.test(name)) || (isConsented && /clid$/.test(name)))
      found[name] = value;
  }
  if (options.ref) found.ref = options.ref;
  return { ...found, ...options.utm };
}
