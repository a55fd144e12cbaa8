import { createFrame, type Frame, type Handle, make } from "./loader-frame.ts";
import { type Options, optionsOf } from "./loader-options.ts";
import { inlineCss, shadowOf } from "./loader-styles.ts";

/** Reports the visible part of the frame to it, at most ten times per second. */
function watchView({ iframe, signal, post, update }: Frame): void {
  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      const { top, bottom } = iframe.getBoundingClientRect();
      const height = Math.min(bottom, innerHeight) - Math.max(0, top);
      post("viewport", { top: Math.max(0, -top), height });
      post("visible", { visible: height > 0 });
      update();
    }, 100);
  };
  // Capture, since `scroll` events of scrolling elements do not bubble.
  for (const type of ["scroll", "resize", "click"]) addEventListener(type, later, { signal, capture: true });
}

/**
 * Mounts the form in an element, whose content (a link) stays visible until the form has loaded. The form follows the
 * element's attributes, overridden by `options`.
 */
export function mountInline(host: HTMLElement, options: Options): Handle {
  const room = shadowOf(host, inlineCss);
  const cover = make("div");
  const slot = make("slot");
  cover.append(slot);
  room.replaceChildren(cover);
  const frame = createFrame(() => ({ ...optionsOf(host), ...options }), {
    popup: false,
    host,
    room,
    cover,
    on(type, { y }) {
      const top = frame.iframe.getBoundingClientRect().top + Number(y);
      if (type === "scroll" && (top < 0 || top > innerHeight * 0.8)) scrollBy(0, top - 16);
    },
  });
  const changes = new MutationObserver(() => frame.update());
  // Load only near the viewport: a form far down a page costs visitors nothing.
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.at(-1)?.isIntersecting) return;
      near.disconnect();
      frame.update();
      // The element's link may be the only source of Reservo's origin, and be added later.
      changes.observe(host, { attributes: true, childList: true });
      watchView(frame);
    },
    { rootMargin: "500px" },
  );
  near.observe(host);
  return {
    ...frame,
    destroy() {
      near.disconnect();
      changes.disconnect();
      frame.destroy();
      room.replaceChildren(slot);
    },
  };
}
