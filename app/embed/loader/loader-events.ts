import type { Detail } from "./event-detail.ts";
import type { Options } from "./loader-options.ts";
import { script } from "./loader-script.ts";

/** Bookings that were passed on: the frame says it again when its last page is loaded anew. */
const known = new Set<unknown>();

/** Calls `listener` for each message of that type, from whichever form. Answers what takes it off again. */
export function on(
  type: string,
  listener: (detail: Detail, element: EventTarget | null) => void,
): () => void {
  const heard = (event: Event) => listener((event as CustomEvent<Detail>).detail, event.target);
  addEventListener(`reservo:${type}`, heard);
  return () => removeEventListener(`reservo:${type}`, heard);
}

/** Tells the page: as an event that bubbles from the element, and where asked for in the data layer. */
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
  // Only within the host's own site: whoever may write an attribute must not be able to send its visitors elsewhere.
  const url = new URL(options.success.slice(9), location.href);
  if (url.origin === location.origin) location.assign(url);
}
