import { checkOnBlur } from "./field-check.ts";
import { makeElement } from "./make-element.ts";
import { showPage } from "./show-page.ts";

/** Time after which the page says that it is still working. */
const SLOW_MS = 4_000;

/**
 * <form-guard>: wraps a form and prevents double submits. The pressed button shows its data-busy text and keeps the focus; a
 * second press does nothing. Returning through the browser's history after a successful submit reloads the page.
 *
 * With data-keep the response is shown in the page, so that no typed value is lost: if the connection breaks or the server
 * fails, it says so (data-unknown, data-safe) and offers to send the same form again (data-check), which is processed only
 * once. Shows data-slow after four seconds. data-messages: the messages of invalid fields, as JSON.
 */
export class FormGuard extends HTMLElement {
  #sent = false;
  #restore: (() => void) | undefined;
  // A page from the back/forward cache is shown as it was left, which is outdated once its form was submitted.
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
    // A successful booking redirects; every other response is a page that explains why not.
    if (answer?.redirected) return location.assign(answer.url);
    const text = (await answer?.text().catch(() => "")) ?? "";
    this.#release();
    // A server error has a page of its own, which would lose what was typed here.
    const isLost = answer && answer.status >= 500 && !text.includes("</form-guard>");
    if (isLost || !showPage(text)) this.#offerCheck(() => this.#send(address, body));
  }

  /** Offers to send the form again after a failure whose outcome is unknown. */
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
      { role: "alert", className: "notice", tabIndex: -1 },
      makeElement("p", { className: "notice-title", textContent: unknown }),
      makeElement("p", { textContent: safe }),
      makeElement("button", button),
    );
    notice.dataset.tone = "warn";
    this.querySelector("form")?.prepend(notice);
    notice.focus();
  }
}
