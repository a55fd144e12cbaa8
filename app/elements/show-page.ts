/**
 * Replaces the main part of this page by that of a response; returns false for a text without one. The focused field and the
 * cursor position are preserved, unless the new page moves the focus to an error.
 */
export function showPage(html: string): boolean {
  const page = new DOMParser().parseFromString(html, "text/html");
  const next = page.querySelector("main");
  const main = document.querySelector("main");
  if (!next || !main) return false;
  const restore = rememberFocus();
  document.title = page.title;
  main.replaceWith(next);
  if (!next.contains(document.activeElement)) restore();
  return true;
}

/** Returns a function that restores the focus, and the cursor position, to the control of the same id. */
export function rememberFocus(): () => void {
  const old = document.activeElement;
  const place = old instanceof HTMLInputElement && /text|tel/.test(old.type) ? old.selectionStart : null;
  return () => {
    const same = old?.id ? document.getElementById(old.id) : null;
    same?.focus({ preventScroll: true });
    if (place !== null && same instanceof HTMLInputElement) same.setSelectionRange(place, place);
  };
}
