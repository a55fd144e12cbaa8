/** <print-page>: wraps a button that prints the page. Hidden without scripts. */
export class PrintPage extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", () => print());
  }
}
