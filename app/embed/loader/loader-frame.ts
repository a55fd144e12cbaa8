import { FRAME_MESSAGE, type FrameConfig, type FrameMessage, type HostMessages } from "../protocol.ts";
import type { Detail } from "./event-detail.ts";
import { tell } from "./loader-events.ts";
import { attributionOf, frameAddress, type Options } from "./loader-options.ts";
import { reservo } from "./loader-script.ts";
import { wordsIn } from "./loader-words.ts";

const HELLO_WITHIN_MS = 8_000;
/** Maximum height changes per second; more come from an animation or a resize loop between the two pages. */
const MAX_RESIZES = 20;

/** A site's handle of one form. */
export interface Handle {
  /** Applies the page's options, overridden by `options`, to the frame. The first call loads it. */
  update(options?: Options): void;
  destroy(): void;
  ready: Promise<void>;
}

export interface Frame extends Handle {
  iframe: HTMLIFrameElement;
  post<Type extends keyof HostMessages>(type: Type, payload: HostMessages[Type]): void;
  /** Aborted when the frame is destroyed. */
  signal: AbortSignal;
}

export interface FrameNeeds {
  popup: boolean;
  /** The element that dispatches the form's events. */
  host: HTMLElement;
  /** Parent of the frame and of the cover below it, which is removed when the first height is set. */
  room: HTMLElement | ShadowRoot;
  cover?: Element;
  on(type: FrameMessage, detail: Detail): void;
}

/** Returns whether the data is a message of the protocol with primitive values only. */
function isMessage(data: Detail | null): data is Detail & { type: FrameMessage } {
  return (
    data?.reservo === 1 &&
    FRAME_MESSAGE.test(data.type as string) &&
    Object.values(data).every((value) => Object(value) !== value)
  );
}

/** Creates the link to the form's own page that replaces a frame which has not sent `hello` in time. */
function noticeOf({ org, event, locale }: Options): Element {
  const href = `${reservo()}/${org ? `o/${org}` : `e/${event}`}`;
  return make("a", { href, target: "_blank", textContent: wordsIn(locale)[0] });
}

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties?: Partial<HTMLElementTagNameMap[Tag]>,
): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), properties);
}

/** Matches a light text colour, as on a dark background: `rgb(236, …)`, `oklch(0.9 …)`, `color(srgb 0.9 …)`. */
const LIGHT_TEXT = /[ (](\d{3},|0.[5-9])/;

/** Returns a setter of the reported height. After too many changes per second it waits for a second without one. */
function keepHeight(iframe: HTMLIFrameElement, cover?: Element): (height: unknown) => void {
  let recent = 0;
  let wanted = 0;
  let paused = false;
  const set = () => {
    Object.assign(iframe.style, { height: `${wanted}px`, opacity: 1 });
    cover?.remove();
  };
  return (height) => {
    // The negated comparison also drops values that are not numbers.
    if (!((height as number) >= 20)) return;
    wanted = Math.ceil(height as number);
    if (++recent > MAX_RESIZES) {
      if (!paused) console.warn("Reservo: restless height");
      paused = true;
    }
    setTimeout(() => {
      if (--recent) return;
      paused = false;
      set();
    }, 1_000);
    if (!paused) set();
  };
}

/** Responds to `hello` with `init`. The exact target origin keeps the message from any other page in the frame. */
function openPort({ contentWindow }: HTMLIFrameElement, config: FrameConfig): MessagePort {
  const { port1, port2 } = new MessageChannel();
  contentWindow?.postMessage({ reservo: 1, type: "init", v: 1, config }, reservo(), [port2]);
  return port1;
}

/**
 * Creates a frame with the host's side of the protocol. It responds to every `hello`, since each step in the frame is a
 * new document. `read` returns the options on the page at that time; those set by `update` override them.
 * A changed address loads a new document in the frame, which is reinserted so that the load adds no entry to the page's
 * history; changes of theme and language are sent as `config`. A frame is transparent only if its colour scheme is the
 * same inside and outside.
 */
export function createFrame(read: () => Options, needs: FrameNeeds): Frame {
  const { host, room, popup, cover, on } = needs;
  const leaving = new AbortController();
  const referrerPolicy = "strict-origin-when-cross-origin";
  const iframe = make("iframe", { title: "Reservo", allow: "clipboard-write", referrerPolicy });
  const resize = keepHeight(iframe, cover);
  let port: MessagePort | undefined;
  let given: Options | undefined;
  let wish: Options;
  let before: string;
  let shown: string;
  let timer: ReturnType<typeof setTimeout>;
  const config = (): FrameConfig => ({ ...wish, popup, attribution: attributionOf(wish) });
  const post: Frame["post"] = (type, payload) => port?.postMessage({ reservo: 1, type, ...payload });
  const receive = ({ data }: MessageEvent) => {
    if (!isMessage(data)) return;
    const { reservo: _, type, ...detail } = data;
    if (type === "resize") resize(detail.height);
    if (type === "ready") iframe.title = detail.title as string;
    on(type, detail);
    tell(host, wish, type, detail);
  };
  const greet = ({ source, origin, data }: MessageEvent) => {
    if (source !== iframe.contentWindow || origin !== reservo() || data?.type !== "hello") return;
    clearTimeout(timer);
    port?.close();
    port = openPort(iframe, config());
    port.onmessage = receive;
  };
  const update = (changes?: Options) => {
    given = { ...given, ...changes };
    const text = getComputedStyle(host).color;
    wish = { ground: LIGHT_TEXT.test(text) ? "dark" : "light", ...read(), ...given };
    const now = JSON.stringify(wish);
    if (!reservo() || now === before) return;
    before = now;
    host.style.colorScheme = (wish.theme ?? "auto").replace("auto", wish.ground as string);
    const address = frameAddress(wish, 3);
    if (shown === address) return post("config", { config: config() });
    shown = address;
    iframe.src = frameAddress(wish);
    room.replaceChildren(cover ?? "", iframe);
    clearTimeout(timer);
    timer = setTimeout(() => {
      room.replaceChildren(noticeOf(wish));
      tell(host, wish, "error", { code: "FRAME_BLOCKED", retryable: false });
    }, HELLO_WITHIN_MS);
  };
  addEventListener("message", greet, { signal: leaving.signal });
  return {
    iframe,
    signal: leaving.signal,
    ready: new Promise((resolve) => host.addEventListener("reservo:ready", resolve as () => void)),
    post,
    update,
    destroy: () => {
      clearTimeout(timer);
      leaving.abort();
    },
  };
}
