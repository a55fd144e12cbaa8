import { createFrame, type Frame, type Handle, make } from "./loader-frame.ts";
import { type Options, optionsOf } from "./loader-options.ts";
import { inlineCss, shadowOf } from "./loader-styles.ts";

/** Tells the frame how much of it is in the window, at most ten times a second. */
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
  // In capture, so that a part of the page that scrolls by itself counts too.
  for (const type of ["scroll", "resize", "click"]) addEventListener(type, later, { signal, capture: true });
}

/**
 * Puts the form into an element; what stands in it already (a link) is seen until the form is there. The form follows the
 * element's attributes, except for the options that are given here.
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
  // Not before it comes near the window: a form far down a page costs its visitors nothing.
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.at(-1)?.isIntersecting) return;
      near.disconnect();
      frame.update();
      // The link in it may be what says where Reservo is, and come late.
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
