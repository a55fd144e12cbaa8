import { FRAME_MESSAGE, type FrameConfig, type FrameMessage, type HostMessages } from "../protocol.ts";
import type { Detail } from "./event-detail.ts";
import { tell } from "./loader-events.ts";
import { attributionOf, frameAddress, type Options } from "./loader-options.ts";
import { reservo } from "./loader-script.ts";
import { wordsIn } from "./loader-words.ts";

const HELLO_WITHIN_MS = 8_000;
/** More changes of height than this within a second are an animation, or a loop between the two pages. */
const MOST_RESIZES = 20;

/** What a site holds of one form. */
export interface Handle {
  /** Sets options that win over those on the page, and brings the frame up to both: the first time it begins to load. */
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
  /** The element of the page that its events come from. */
  host: HTMLElement;
  /** Where the frame lies, over the cover, which goes when the first height is set. */
  room: HTMLElement | ShadowRoot;
  cover?: Element;
  on(type: FrameMessage, detail: Detail): void;
}

/** True for a message that is one of ours and holds nothing but plain values. */
function isMessage(data: Detail | null): data is Detail & { type: FrameMessage } {
  return (
    data?.reservo === 1 &&
    FRAME_MESSAGE.test(data.type as string) &&
    Object.values(data).every((value) => Object(value) !== value)
  );
}

/** What takes the frame's place when nobody has said hello: the way to the form's own page. */
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

/** A text colour that is rather light, as on a dark ground: `rgb(236, …)`, `oklch(0.9 …)`, `color(srgb 0.9 …)`. */
const LIGHT_TEXT = /[ (](\d{3},|0.[5-9])/;

/** Sets the height that the frame reports; after too many changes within a second not before a second without one. */
function keepHeight(iframe: HTMLIFrameElement, cover?: Element): (height: unknown) => void {
  let recent = 0;
  let wanted = 0;
  let paused = false;
  const set = () => {
    Object.assign(iframe.style, { height: `${wanted}px`, opacity: 1 });
    cover?.remove();
  };
  return (height) => {
    // Anything but a number is not at least that either.
    if (!((height as number) >= 20)) return;
    wanted = Math.ceil(height as number);
    if (++recent > MOST_RESIZES) {
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

/** Answers a hello. The target is exact: whatever else the frame may show by now is sent nothing. */
function openPort({ contentWindow }: HTMLIFrameElement, config: FrameConfig): MessagePort {
  const { port1, port2 } = new MessageChannel();
  contentWindow?.postMessage({ reservo: 1, type: "init", v: 1, config }, reservo(), [port2]);
  return port1;
}

/**
 * One frame with its side of the protocol. It answers each hello anew, since every step in the frame is a new document.
 * `read` returns the options that stand on the page at the time; those that `update` sets win over them.
 * Another address is another document, in a frame that is put in anew: then it leaves no entry in the page's history. The
 * theme and the language a page can change while it is shown. The same scheme inside and out is what lets the page behind
 * show through.
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
