import type { Detail } from "./event-detail.ts";
import type { Options } from "./loader-options.ts";
import { script } from "./loader-script.ts";

/** References of bookings already dispatched: the frame repeats `booked` when its last page is reloaded. */
const known = new Set<unknown>();

/** Calls `listener` for each message of that type from any form. Returns a function that removes the listener. */
export function on(
  type: string,
  listener: (detail: Detail, element: EventTarget | null) => void,
): () => void {
  const heard = (event: Event) => listener((event as CustomEvent<Detail>).detail, event.target);
  addEventListener(`reservo:${type}`, heard);
  return () => removeEventListener(`reservo:${type}`, heard);
}

/** Dispatches a message as an event that bubbles from the element and, if enabled, pushes it to the data layer. */
export function tell(element: Element, options: Options, type: string, detail: Detail): void {
  if (type === "booked") {
    if (known.has(detail.reference)) return;
    known.add(detail.reference);
  }
  element.dispatchEvent(new CustomEvent(`reservo:${type}`, { detail, bubbles: true, composed: true }));
  if (script?.dataset.datalayer !== undefined && !/^(resi|scr)/.test(type)) {
    const page = window as { dataLayer?: Detail[] };
    page.dataLayer ??= [];
    page.dataLayer.push({ event: `reservo_${type}`, ...detail });
  }
  if (type !== "booked" || !options.success?.startsWith("redirect:")) return;
  // Only within the host's origin: an attribute injected into its page must not redirect visitors to another site.
  const url = new URL(options.success.slice(9), location.href);
  if (url.origin === location.origin) location.assign(url);
}
