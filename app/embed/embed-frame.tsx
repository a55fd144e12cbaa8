import type { ReactNode } from "react";
import { useWords } from "#app/i18n/words.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { FrameFacts } from "./frame-facts.ts";

/**
 * What every page in a frame stands in. Its box is what the host page makes room for; the main part says, as JSON, what
 * the page's module tells the host.
 */
export function EmbedFrame({
  facts,
  test,
  children,
}: {
  facts: FrameFacts | undefined;
  test?: boolean;
  children: ReactNode;
}) {
  const { t } = useWords();
  return (
    <div id="embed-root">
      <main data-facts={facts && JSON.stringify(facts)}>
        {test ? <Notice tone="info" title={t("embed.test")} /> : null}
        {children}
      </main>
    </div>
  );
}
