/** <print-page>: around a button that prints the page. Hidden where scripts do not run. */
export class PrintPage extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", () => print());
  }
}
