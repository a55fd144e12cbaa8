import { useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";

/** The page that the browser shows. Kept apart from the component, which is another one where a page cannot be shown. */
let shown: string | undefined;

/**
 * Does for a navigation inside the admin what the browser does for a document: gives the focus to the new page's heading,
 * and has its title read out. A link to a part of a page, and one that only filters a list, leave the focus where it is.
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
