import { useEffect, useRef } from "react";

/** Returns a ref that focuses its element when `news` is set or changes. For the admin; public pages use <error-focus>. */
export function useFocusOn(news: unknown) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (news) element.current?.focus();
  }, [news]);
  return element;
}
