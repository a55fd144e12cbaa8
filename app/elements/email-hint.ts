const KNOWN = (
  "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com proton.me mail.com ymail.com aol.com " +
  "gmx.com gmx.de gmx.net gmx.at web.de t-online.de orange.fr free.fr sfr.fr wanadoo.fr laposte.net hotmail.fr yahoo.fr " +
  "hotmail.es yahoo.es hotmail.co.uk yahoo.co.uk btinternet.com"
).split(" ");

/**
 * <email-hint>: around an e-mail field; offers the address as it was probably meant, as a button, when its domain is one
 * slip away from one that many people have. Attribute: data-words, in which {address} stands for the address.
 */
export class EmailHint extends HTMLElement {
  #hint: HTMLElement | undefined;

  connectedCallback() {
    const input = this.querySelector("input");
    input?.addEventListener("focusout", ({ relatedTarget }) => {
      // A line that appears under a finger would move the button that is being pressed.
      if (!(relatedTarget instanceof HTMLButtonElement)) this.#offer(input);
    });
    input?.addEventListener("input", () => this.#hint?.remove());
  }

  #offer(input: HTMLInputElement) {
    this.#hint?.remove();
    const address = meant(input.value.trim());
    if (!address) return;
    const hint = document.createElement("p");
    hint.role = "status";
    hint.className = "email-hint";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = (this.dataset.words ?? "{address}").replace("{address}", address);
    button.addEventListener("click", () => {
      input.value = address;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      hint.remove();
      input.focus();
    });
    hint.append(button);
    input.after(hint);
    this.#hint = hint;
  }
}

function meant(address: string): string | undefined {
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1).toLowerCase();
  if (at < 1 || KNOWN.includes(domain)) return undefined;
  const known = KNOWN.find((each) => isOneSlip(domain, each));
  return known && `${address.slice(0, at + 1)}${known}`;
}

/** One letter more, less, other, or two letters in each other's place. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const [x, y] = [a.slice(same), b.slice(same)];
  return (
    x.slice(1) === y.slice(1) ||
    x.slice(1) === y ||
    x === y.slice(1) ||
    (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2))
  );
}
