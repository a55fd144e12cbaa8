import type { ReactNode } from "react";
import { PageTitle } from "../page-title.tsx";
import { ActionNotice } from "./action-notice.tsx";

interface Shell {
  title: ReactNode;
  line?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** A page with a list, or with `empty` where the list has no rows. */
export function ListPage({ empty, children, ...head }: Shell & { empty?: ReactNode }) {
  return <Page {...head}>{empty ?? children}</Page>;
}

/** A page about one thing: its title and state, what can be done with it, and its parts. */
export function DetailPage(props: Shell) {
  return <Page {...props} />;
}

/** A page with one form. */
export function FormPage(props: Shell) {
  return <Page {...props} />;
}

/** A page that asks once more before something is done that cannot be undone. */
export function ConfirmPage(props: Pick<Shell, "title" | "children">) {
  return <Page {...props} />;
}

function Page({ title, line, actions, children }: Shell) {
  return (
    <>
      <PageTitle line={line} actions={actions}>
        {title}
      </PageTitle>
      <ActionNotice />
      {children}
    </>
  );
}

/** A page below the tabs of a section, whose title is the page's. `action` stands at the side of the heading. */
export function SectionPage({
  title,
  line,
  action,
  hideTitle = false,
  children,
}: {
  title: string;
  line?: string;
  action?: ReactNode;
  /** True where what stands below says it already. */
  hideTitle?: boolean;
  children?: ReactNode;
}) {
  return (
    <section>
      {hideTitle ? <h2 className="sr-only">{title}</h2> : null}
      {hideTitle ? null : action || line ? (
        <div className="developer-head">
          <div>
            <h2>{title}</h2>
            {line ? <p>{line}</p> : null}
          </div>
          {action}
        </div>
      ) : (
        <h2>{title}</h2>
      )}
      <ActionNotice />
      {children}
    </section>
  );
}
