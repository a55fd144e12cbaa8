/** <error-focus>: wraps an error summary; moves the focus there when a page with errors is shown. */
export class ErrorFocus extends HTMLElement {
  connectedCallback() {
    this.querySelector<HTMLElement>("[tabindex]")?.focus();
  }
}
