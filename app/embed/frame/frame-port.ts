import type { FrameConfig, FrameMessages, HostMessages } from "../protocol.ts";
import { matchesSite } from "../sites.ts";
import type { FrameFacts } from "./frame-facts.ts";
import { fillForms } from "./frame-fill.ts";

export interface Link {
  /** Sends a message to the host. Messages are queued until the port is open. */
  say<Type extends keyof FrameMessages>(type: Type, payload: FrameMessages[Type]): void;
  /** Resolves to the origin and the configuration of the host page once it has sent `init`. */
  answered: Promise<{ hostOrigin: string; config: FrameConfig }>;
}

/**
 * Sends `hello` to the parent page and accepts the first `init` from it, if a site that may frame this form sent it. All
 * further messages use the port of that `init`. A host without the loader never sends one.
 */
export function connect(facts: FrameFacts): Link {
  let port: MessagePort | undefined;
  const waiting: object[] = [];
  const answered = new Promise<{ hostOrigin: string; config: FrameConfig }>((resolve) => {
    addEventListener("message", function take({ source, origin, data, ports }) {
      if (source !== parent || data?.reservo !== 1 || data.type !== "init" || !ports[0]) return;
      if (origin !== location.origin && !matchesSite(facts.sites, origin)) return;
      removeEventListener("message", take);
      port = ports[0];
      port.onmessage = ({ data }) => receive(data);
      for (const message of waiting.splice(0)) port.postMessage(message);
      const config: FrameConfig = data.config ?? {};
      apply(config);
      resolve({ hostOrigin: origin, config });
    });
  });
  parent.postMessage({ reservo: 1, type: "hello" }, "*");
  return {
    answered,
    say(type, payload) {
      const message = { reservo: 1, type, ...payload };
      if (port) port.postMessage(message);
      else waiting.push(message);
    },
  };
}

type Heard = { [Type in keyof HostMessages]: { type: Type } & HostMessages[Type] }[keyof HostMessages];

function receive(message: Heard | null): void {
  if (message?.type === "config") apply(message.config ?? {});
  if (message?.type === "consent") fillForms({ consent: message });
  // Live parts of the page pause while the frame is out of view.
  if (message?.type === "visible") {
    document.dispatchEvent(new CustomEvent("reservo:visible", { detail: message.visible }));
  }
}

function apply(config: FrameConfig): void {
  fillForms(config);
  const page = document.documentElement;
  if (config.theme) page.dataset.theme = config.theme;
  if (config.ground) page.dataset.ground = config.ground;
  page.toggleAttribute("data-popup", Boolean(config.popup));
  const { locale } = config;
  const url = new URL(location.href);
  // Reload only once: an unsupported language falls back to another.
  const isAsked = !locale || url.searchParams.get("locale") === locale;
  if (isAsked || locale.startsWith(page.lang)) return;
  url.searchParams.set("locale", locale);
  location.replace(url);
}
