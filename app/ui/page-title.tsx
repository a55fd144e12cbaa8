import type { ReactNode } from "react";
import { languageOfWords } from "#app/platform/text/language.ts";

/** The h1 of a page without a ticket, with an optional line below and actions next to it. */
export function PageTitle({
  children,
  line,
  actions,
}: {
  children: ReactNode;
  line?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="page-title">
      <div>
        <h1>
          <bdi lang={typeof children === "string" ? languageOfWords(children) : undefined}>{children}</bdi>
        </h1>
        {line ? <p className="page-line">{line}</p> : null}
      </div>
      {actions ? <div className="page-actions">{actions}</div> : null}
    </div>
  );
}
