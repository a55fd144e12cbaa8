import { onAddressLeft } from "./field-check.ts";
import { makeElement } from "./make-element.ts";

/**
 * <email-hint>: around an e-mail field; offers the address as it was probably meant, as a button, when its domain is one
 * slip away from one that many people have. Attributes: data-domains, with spaces between, and data-words, in which
 * {address} stands for the address.
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
        // Whoever listens to the field hears of it, and the hint goes.
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

/** One letter more, less, other, or two letters in each other's place. */
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
