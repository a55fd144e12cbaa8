import { useEffect, useRef, useState } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { Button } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { EmbedAdminData } from "./embed-admin-data.ts";
import type { EmbedDraft } from "./embed-draft.ts";

const DEVICES = ["phone", "tablet", "desktop"] as const;

interface LoggedMessage {
  key: number;
  /** Since the page was opened. */
  seconds: number;
  type: string;
  detail: string;
}

/** Maximum number of messages in the log. */
const MAX_MESSAGES = 50;

/** A preview of the configured form on a website of another origin, with a log of its messages. */
export function EmbedPreview({ page, draft }: { page: EmbedAdminData; draft: EmbedDraft }) {
  const { t } = useAdminWords();
  const { previewOrigin } = page;
  const [device, setDevice] = useState<(typeof DEVICES)[number]>("desktop");
  const [dark, setDark] = useState(false);
  const [real, setReal] = useState(false);
  const frame = useRef<HTMLIFrameElement>(null);
  const [messages, clear] = useMessages(frame, previewOrigin);
  if (!previewOrigin) {
    return (
      <section className="embed-preview">
        <h2>{t("admin.embed.preview")}</h2>
        <Notice tone="info" title={t("admin.embed.noPreview")}>
          <p>{t("admin.embed.noPreviewLine")}</p>
        </Notice>
      </section>
    );
  }
  const src = previewAddress(previewOrigin, page.event.slug, draft, { dark, real });
  return (
    <section className="embed-preview" aria-labelledby="preview">
      <h2 id="preview">{t("admin.embed.preview")}</h2>
      <div className="embed-tools">
        {DEVICES.map((name) => (
          <Button
            key={name}
            type="button"
            kind="quiet"
            aria-pressed={device === name}
            onClick={() => setDevice(name)}
          >
            {t(`admin.embed.device.${name}`)}
          </Button>
        ))}
        <Button type="button" kind="quiet" aria-pressed={dark} onClick={() => setDark(!dark)}>
          {t("admin.embed.darkSite")}
        </Button>
        <Button type="button" kind="quiet" aria-pressed={!real} onClick={() => setReal(!real)}>
          {t("admin.embed.testBooking")}
        </Button>
      </div>
      <p className="field-hint">
        {t(real ? "admin.embed.previewReal" : "admin.embed.previewTest", { origin: previewOrigin })}
      </p>
      <div className="embed-stage" data-device={device}>
        <iframe ref={frame} src={src} title={t("admin.embed.previewFrame")} />
      </div>
      <EventLog messages={messages} clear={clear} />
    </section>
  );
}

function previewAddress(
  previewOrigin: string,
  slug: string,
  draft: EmbedDraft,
  { dark, real }: { dark: boolean; real: boolean },
): string {
  const { theme, stock, font, locale, seats, mode, label, position } = draft;
  const query = new URLSearchParams({ event: slug, mode, label, position, theme, font });
  const more = {
    stock,
    locale,
    seats,
    hide: draft.hide.join(","),
    host: dark ? "dark" : "",
    test: real ? "" : "1",
  };
  for (const [name, value] of Object.entries(more)) if (value) query.set(name, value);
  return `${previewOrigin}/preview?${query}`;
}

/** Collects the messages that the example website forwards; ignores other origins and other frames. */
function useMessages(
  frame: React.RefObject<HTMLIFrameElement | null>,
  previewOrigin: string | undefined,
): [LoggedMessage[], () => void] {
  const [messages, setMessages] = useState<LoggedMessage[]>([]);
  const number = useRef(0);
  useEffect(() => {
    const receive = ({ origin, source, data, timeStamp }: MessageEvent) => {
      if (origin !== previewOrigin || source !== frame.current?.contentWindow) return;
      if (data?.reservoPreview !== 1 || typeof data.type !== "string") return;
      number.current += 1;
      const entry = {
        key: number.current,
        seconds: timeStamp / 1_000,
        type: data.type,
        detail: JSON.stringify(data.detail ?? {}),
      };
      setMessages((before) => [entry, ...before].slice(0, MAX_MESSAGES));
    };
    window.addEventListener("message", receive);
    return () => window.removeEventListener("message", receive);
  }, [frame, previewOrigin]);
  return [messages, () => setMessages([])];
}

function EventLog({ messages, clear }: { messages: LoggedMessage[]; clear: () => void }) {
  const { t } = useAdminWords();
  return (
    <div className="embed-log">
      <div className="embed-log-head">
        <h3>{t("admin.embed.log")}</h3>
        {messages.length > 0 ? (
          <Button type="button" kind="quiet" onClick={clear}>
            {t("admin.embed.clearLog")}
          </Button>
        ) : null}
      </div>
      {messages.length === 0 ? (
        <p className="field-hint">{t("admin.embed.logEmpty")}</p>
      ) : (
        <ol reversed>
          {messages.map(({ key, seconds, type, detail }) => (
            <li key={key}>
              <span className="embed-log-time">{t("admin.webhook.attempt.seconds", { seconds })}</span>{" "}
              <b>{type}</b> <code>{detail}</code>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
