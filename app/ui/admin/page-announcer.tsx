import { useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";

/** Path of the current page. Module state, since the component is remounted when an error page replaces a page. */
let shown: string | undefined;

/**
 * Replaces what a browser does on a document load for navigation inside the admin: focuses the new page's heading and
 * announces its title. Links to a part of a page, or with other filters of a list, do not move the focus.
 */
export function PageAnnouncer() {
  const { t } = useAdminWords();
  const { pathname, hash } = useLocation();
  const [title, setTitle] = useState("");
  useEffect(() => {
    const isDocument = shown === undefined;
    if (shown === pathname) return;
    shown = pathname;
    if (isDocument) return;
    setTitle(document.title.replace(/ · Reservo$/, ""));
    const heading = hash === "" ? document.querySelector<HTMLElement>("main h1") : null;
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus();
  }, [pathname, hash]);
  return (
    <p className="sr-only" aria-live="polite">
      {title === "" ? "" : t("admin.shell.pageOpened", { title })}
    </p>
  );
}
