import type { ReactNode } from "react";
import { useWords } from "#app/i18n/words.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { FrameFacts } from "./frame/frame-facts.ts";

/**
 * What every page in a frame stands in. Its box is what the host page makes room for; the main part says, as JSON, what
 * the page's module tells the host.
 */
export function EmbedFrame({
  facts,
  test,
  outside,
  children,
}: {
  facts: FrameFacts | undefined;
  test?: boolean;
  /** Where it can be done outside of the frame, when it cannot be done in it. */
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
