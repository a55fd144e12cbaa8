import { onAddressLeft } from "./field-check.ts";
import { makeElement } from "./make-element.ts";

/**
 * <email-hint>: wraps an email field; offers the probably intended address as a button if the domain is one typing error away
 * from a common one. Attributes: data-domains, separated by spaces, and data-words, in which {address} is replaced by the
 * address.
 */
export class EmailHint extends HTMLElement {
  connectedCallback() {
    onAddressLeft(this, (input) => this.#offer(input));
    this.addEventListener("input", this.#withdraw);
  }

  #withdraw() {
    this.querySelector(".email-hint")?.remove();
  }

  #offer(input: HTMLInputElement) {
    this.#withdraw();
    const { domains = "", words = "" } = this.dataset;
    const address = meant(input.value.trim(), domains.split(" "));
    if (!address) return;
    const button = makeElement("button", {
      type: "button",
      className: "link",
      textContent: words.replace("{address}", address),
      onclick() {
        input.value = address;
        // Listeners of the field are notified, which also removes the hint.
        input.dispatchEvent(new Event("input", { bubbles: true }));
        input.focus();
      },
    });
    input.after(makeElement("p", { role: "status", className: "email-hint" }, button));
  }
}

function meant(address: string, domains: string[]): string | undefined {
  const [, person = "", typed = ""] = /^(.+@)(.+)$/.exec(address) ?? [];
  const domain = typed.toLowerCase();
  const known = domains.includes(domain) ? undefined : domains.find((each) => isOneSlip(domain, each));
  return known && person + known;
}

/** Returns whether the words differ by one added, missing or different letter, or by two swapped ones. */
function isOneSlip(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const x = a.slice(same);
  const y = b.slice(same);
  const after = x.slice(1);
  const other = y.slice(1);
  const isSwapped = x[0] === y[1] && x[1] === y[0] && after.slice(1) === other.slice(1);
  return after === other || after === y || x === other || isSwapped;
}
