/** <error-focus>: around an error summary; takes the focus there when the page has come back with errors. */
export class ErrorFocus extends HTMLElement {
  connectedCallback() {
    this.querySelector<HTMLElement>("[tabindex]")?.focus();
  }
}
