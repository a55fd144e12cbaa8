import type { ReactNode } from "react";
import { useWords } from "#app/i18n/words.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { FrameFacts } from "./frame/frame-facts.ts";

/**
 * Layout of every page in a frame. The host page sizes the frame to its root element; its main element carries, as JSON,
 * the facts that the page's module sends to the host.
 */
export function EmbedFrame({
  facts,
  test,
  outside,
  children,
}: {
  facts: FrameFacts | undefined;
  test?: boolean;
  /** Address of the event's own page, if the form cannot be submitted in the frame. */
  outside?: string;
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <div id="embed-root">
      <main aria-label={facts?.ready.title} data-facts={facts && JSON.stringify(facts)}>
        {test ? <Notice tone="info" title={t("embed.test")} /> : null}
        {outside ? (
          <p className="embed-outside">
            <ButtonLink href={outside}>{t("embed.openPage")}</ButtonLink>
          </p>
        ) : null}
        {children}
      </main>
    </div>
  );
}
