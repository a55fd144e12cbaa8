import type { Prefill } from "../protocol.ts";
import { reservo, script } from "./loader-script.ts";

/** What a site may say of one form; the attributes of the element, in camel case. */
export interface Options {
  event?: string;
  org?: string;
  /** A stored embed, whose settings stand where nothing else is said. */
  embed?: string;
  theme?: string;
  /** Whether the page around the form is `light` or `dark`, which its theme follows where nobody says one. */
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

/** Said in the frame's address, first those that change in the page that is there; nothing personal is among them. */
const IN_ADDRESS = "theme ground locale embed stock font seats session hide test".split(
  " ",
) as (keyof Options)[];

/** Returns the options that stand on an element, as attributes with or without data- in front. */
export function optionsOf(element: HTMLElement): Options {
  const options: Record<string, unknown> = { event: element.dataset.reservo };
  for (const { name, value } of element.attributes) {
    // A site may animate its element.
    if (name === "style") continue;
    const option = name.replace(/^data-|-(.)/g, (_, letter = "") => letter.toUpperCase());
    try {
      options[option] = value.startsWith("{") ? JSON.parse(value) : value;
    } catch {
      // What is no JSON after all is left out.
    }
  }
  return options;
}

/** Returns the address of the frame, without the first `but` options. */
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

/** Where the visitor came from, as far as the host page's own address says so. Never its query as a whole. */
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
