import type { ReactNode } from "react";
import { PageTitle } from "../page-title.tsx";
import { ActionNotice } from "./action-notice.tsx";

interface Shell {
  title: ReactNode;
  line?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** A page with a list; `empty` replaces a list without rows. */
export function ListPage({ empty, children, ...head }: Shell & { empty?: ReactNode }) {
  return <Page {...head}>{empty ?? children}</Page>;
}

/** A page about one object: its title and state, its actions, and its sections. */
export function DetailPage(props: Shell) {
  return <Page {...props} />;
}

/** A page with one form. */
export function FormPage(props: Shell) {
  return <Page {...props} />;
}

/** A page that asks for confirmation before an action with consequences. */
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

/** A page below a section's tabs. The section has the h1, so the title is an h2, with `action` next to it. */
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
  /** Hides the title visually if the content repeats it. */
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
