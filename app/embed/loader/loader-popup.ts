import { createFrame, type Handle, make } from "./loader-frame.ts";
import { frameAddress, type Options } from "./loader-options.ts";
import { popupCss, shadowOf } from "./loader-styles.ts";
import { wordsIn } from "./loader-words.ts";

interface Popup extends Handle {
  show(trigger: HTMLElement | null): void;
  close(): void;
}

const prepared = new Map<string, Popup>();
let shown: Popup | undefined;

function create(options: Options, key: string): Popup {
  const host = make("div");
  const dialog = make("dialog");
  const room = make("section");
  const page = document.documentElement;
  const { overflow, scrollbarGutter } = page.style;
  let trigger: HTMLElement | null = null;
  let dirty: unknown;
  let question = "";
  const leave = (_?: unknown) => {
    if (!dirty || confirm(question)) popup.destroy();
  };
  const frame = createFrame(() => options, {
    popup: true,
    host,
    room,
    on(type, detail) {
      if (type === "dirty") [dirty, question] = [detail.dirty, detail.question as string];
      if (type === "ready") {
        // A new document has no unsent input.
        dirty = false;
        dialog.ariaLabel = detail.title as string;
        // The frame may be focused since before its document loaded: blur it first, so that the document gets the focus.
        frame.iframe.blur();
        frame.iframe.focus();
      }
      if (type === "close") leave();
    },
  });
  const popup: Popup = {
    ...frame,
    show(from) {
      trigger = from;
      // Prevent the page behind from scrolling, and from shifting by the width of its scroll bar.
      if (innerWidth > page.clientWidth) page.style.scrollbarGutter = "stable";
      page.style.overflow = "hidden";
      dialog.showModal();
      frame.iframe.focus();
    },
    close: leave,
    destroy() {
      if (shown === popup) {
        shown = undefined;
        Object.assign(page.style, { overflow, scrollbarGutter });
      }
      prepared.delete(key);
      frame.destroy();
      host.remove();
      trigger?.focus();
    },
  };
  const ariaLabel = wordsIn(options.locale)[1];
  const button = make("button", { ariaLabel, textContent: "×", onclick: leave });
  dialog.oncancel = (event) => leave(event.preventDefault());
  dialog.append(room, button);
  shadowOf(host, popupCss).append(dialog);
  document.body.append(host);
  prepared.set(key, popup);
  return popup;
}

/** Preloads a popup without showing it, when a visitor is about to open it. */
export function prepare(options: Options): Popup {
  const key = frameAddress(options);
  const popup = prepared.get(key) ?? create(options, key);
  popup.update(options);
  return popup;
}

/** Opens the form over the page. Moves the focus into it, and back to the trigger when it closes. */
export function open(options: Options, trigger = document.activeElement as HTMLElement | null): Handle {
  const popup = prepare(options);
  if (popup === shown) return popup;
  close();
  shown = popup;
  popup.show(trigger);
  return popup;
}

/** Closes the open popup. Asks for confirmation if it has unsent input. */
export function close(): void {
  shown?.close();
}
