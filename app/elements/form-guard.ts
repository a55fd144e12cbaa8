import { checkOnBlur } from "./field-check.ts";
import { makeElement } from "./make-element.ts";
import { showPage } from "./show-page.ts";

/** How long it may take before the page says that it is still at work. */
const SLOW_MS = 4_000;

/**
 * <form-guard>: around a form; lets it be sent once. The pressed button shows its data-busy words and keeps the
 * focus; a second press does nothing. Where its form has led on, coming back through the browser's history loads the page anew.
 *
 * With data-keep the answer comes into the page, so that nothing that was typed can be lost: where the connection breaks
 * or the server fails, it says so (data-unknown, data-safe) and offers to send the very same form again (data-check),
 * which is carried out once. Says data-slow after four seconds. data-messages: what is wrong with a field, as JSON.
 */
export class FormGuard extends HTMLElement {
  #sent = false;
  #restore: (() => void) | undefined;
  // A document that the browser has kept comes back as it was left. What it says is no longer so once its form has led on.
  #back = (event: PageTransitionEvent) => {
    if (event.persisted && this.#sent) location.replace(location.pathname + location.search);
  };

  connectedCallback() {
    this.addEventListener("submit", this.#submit);
    addEventListener("pageshow", this.#back);
    if (this.dataset.messages) checkOnBlur(this, JSON.parse(this.dataset.messages));
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this.#submit);
    removeEventListener("pageshow", this.#back);
  }

  #release() {
    this.#sent = false;
    this.#restore?.();
    this.#restore = undefined;
  }

  #submit = (event: SubmitEvent) => {
    if (event.defaultPrevented) return;
    if (this.#sent || document.documentElement.dataset.offline !== undefined) {
      event.preventDefault();
      return;
    }
    this.#sent = true;
    const button = event.submitter;
    if (button) this.#showBusy(button);
    if (this.dataset.keep === undefined || !(event.target instanceof HTMLFormElement)) return;
    event.preventDefault();
    void this.#send(event.target.action, new FormData(event.target, button));
  };

  #showBusy(button: HTMLElement) {
    const words = button.textContent;
    const slow = makeElement("p", { role: "status", className: "form-slow" });
    const timer = setTimeout(() => {
      button.closest("form")?.append(slow);
      slow.textContent = this.dataset.slow ?? "";
    }, SLOW_MS);
    if (button.dataset.busy) {
      button.textContent = button.dataset.busy;
      button.dataset.state = "busy";
    }
    this.#restore = () => {
      clearTimeout(timer);
      slow.remove();
      button.textContent = words;
      delete button.dataset.state;
    };
  }

  async #send(address: string, body: FormData) {
    const form = new URLSearchParams([...body].map(([name, value]) => [name, String(value)]));
    const answer = await fetch(address, {
      method: "POST",
      body: form,
      headers: { Accept: "text/html" },
    }).catch(() => undefined);
    // A booking that was made leads on; everything else is a page that says why not.
    if (answer?.redirected) return location.assign(answer.url);
    const text = (await answer?.text().catch(() => "")) ?? "";
    this.#release();
    // An error of the server comes with a page of its own, in which nothing is left of what was typed here.
    const isLost = answer && answer.status >= 500 && !text.includes("</form-guard>");
    if (isLost || !showPage(text)) this.#offerCheck(() => this.#send(address, body));
  }

  /** It went wrong, and it is not known on which side of the booking. */
  #offerCheck(send: () => void) {
    const { unknown = "", safe = "", check = "" } = this.dataset;
    const again = () => {
      if (this.#sent) return;
      this.#sent = true;
      notice.remove();
      send();
    };
    const button = {
      type: "button",
      className: "button button-quiet",
      textContent: check,
      onclick: again,
    } as const;
    const notice = makeElement(
      "div",
      { className: "notice", role: "alert", tabIndex: -1 },
      makeElement("p", { className: "notice-title", textContent: unknown }),
      makeElement("p", { textContent: safe }),
      makeElement("button", button),
    );
    notice.dataset.tone = "warn";
    this.querySelector("form")?.prepend(notice);
    notice.focus();
  }
}
