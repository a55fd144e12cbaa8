/** <sticky-book>: a bar that is shown while the element that data-for selects is outside the window. */
export class StickyBook extends HTMLElement {
  #watch: IntersectionObserver | undefined;

  connectedCallback() {
    this.#watch = new IntersectionObserver(([entry]) => {
      this.toggleAttribute("data-shown", entry?.isIntersecting === false);
    });
    const target = this.dataset.for && document.querySelector(this.dataset.for);
    if (target) this.#watch.observe(target);
  }

  disconnectedCallback() {
    this.#watch?.disconnect();
  }
}
