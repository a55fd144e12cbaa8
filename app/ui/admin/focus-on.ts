import { useEffect, useRef } from "react";

/** Gives the element the focus when it appears, and whenever `news` is new. In the admin; public pages have <error-focus>. */
export function useFocusOn(news: unknown) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (news) element.current?.focus();
  }, [news]);
  return element;
}
