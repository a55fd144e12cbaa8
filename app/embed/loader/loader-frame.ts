import { FRAME_MESSAGE, type FrameConfig, type FrameMessage, type HostMessages } from "../protocol.ts";
import type { Detail } from "./event-detail.ts";
import { tell } from "./loader-events.ts";
import { attributionOf, frameAddress, type Options } from "./loader-options.ts";
import { RESERVO } from "./loader-script.ts";
import { wordsIn } from "./loader-words.ts";

const HELLO_WITHIN_MS = 8_000;
/** More changes of height than this within a second are a loop between the two pages, and not a form. */
const MOST_RESIZES = 20;

/** What a site holds of one form. */
export interface Handle {
  update(options: Options): void;
  destroy(): void;
  ready: Promise<void>;
}

export interface Frame extends Handle {
  iframe: HTMLIFrameElement;
  /** Begins to load; nothing is fetched before. */
  start(): void;
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
    FRAME_MESSAGE.test(`${data.type}`) &&
    Object.values(data).every((value) => /^(s|n|b)/.test(typeof value))
  );
}

/** What takes the frame's place when nobody has said hello: the way to the form's own page. */
function noticeOf({ org, event, locale }: Options): Element {
  const href = `${RESERVO}/${org ? `o/${org}` : `e/${event}`}`;
  return make("a", { href, target: "_blank", textContent: wordsIn(locale)[0] });
}

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), properties);
}

/** Follows the frame's height, and the change of it that never ends no further. */
function keepHeight(iframe: HTMLIFrameElement, cover?: Element): (height: unknown) => void {
  let recent = 0;
  return (height) => {
    if (typeof height !== "number" || height < 20 || recent > MOST_RESIZES) return;
    if (++recent > MOST_RESIZES) return console.warn("Reservo: a height never settles");
    setTimeout(() => recent <= MOST_RESIZES && recent--, 1_000);
    iframe.style.height = `${Math.ceil(height)}px`;
    iframe.dataset.shown = "";
    cover?.remove();
  };
}

/** Answers a hello. The target is exact: whoever else the frame may show by now is told nothing. */
function openPort({ contentWindow }: HTMLIFrameElement, config: FrameConfig): MessagePort {
  const { port1, port2 } = new MessageChannel();
  contentWindow?.postMessage({ reservo: 1, type: "init", v: 1, config }, RESERVO, [port2]);
  return port1;
}

/** One frame with its side of the protocol. It answers each hello anew, since every step in the frame is a new document. */
export function createFrame(options: Options, needs: FrameNeeds): Frame {
  const { host, room, popup, cover, on } = needs;
  const leaving = new AbortController();
  const { signal } = leaving;
  const referrerPolicy = "strict-origin-when-cross-origin";
  const iframe = make("iframe", { title: "Reservo", allow: "clipboard-write", referrerPolicy });
  let port: MessagePort | undefined;
  let wish = options;
  let timer: ReturnType<typeof setTimeout>;
  let resize: ReturnType<typeof keepHeight>;
  // The same scheme inside and out is what lets the page behind show through.
  host.style.colorScheme = /k|l/.test(`${options.theme}`) ? `${options.theme}` : "light dark";
  const config = (): FrameConfig => ({ ...wish, popup, attribution: attributionOf(wish) });

  const receive = ({ data }: MessageEvent) => {
    if (!isMessage(data)) return;
    const { reservo: _, type, ...detail } = data;
    if (type === "resize") resize(detail.height);
    if (type === "ready") iframe.title = `${detail.title}`;
    on(type, detail);
    tell(host, wish, type, detail);
  };
  const greet = ({ source, origin, data }: MessageEvent) => {
    if (source !== iframe.contentWindow || origin !== RESERVO || data?.type !== "hello") return;
    clearTimeout(timer);
    resize = keepHeight(iframe, cover);
    port?.close();
    port = openPort(iframe, config());
    port.onmessage = receive;
  };
  addEventListener("message", greet, { signal });
  room.append(iframe);

  return {
    iframe,
    signal,
    ready: new Promise((resolve) => {
      host.addEventListener("reservo:ready", () => resolve(), { once: true });
    }),
    start: () => {
      iframe.src = frameAddress(options);
      timer = setTimeout(() => {
        room.replaceChildren(noticeOf(options));
        tell(host, wish, "error", { code: "FRAME_BLOCKED", retryable: false });
      }, HELLO_WITHIN_MS);
    },
    post: (type, payload) => port?.postMessage({ reservo: 1, type, ...payload }),
    update(changes) {
      wish = { ...wish, ...changes };
      this.post("config", { config: config() });
      if (changes.consent) this.post("consent", changes.consent);
    },
    destroy: () => {
      clearTimeout(timer);
      leaving.abort();
      port?.close();
      iframe.remove();
    },
  };
}
