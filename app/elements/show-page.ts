/**
 * Shows the main part of a page that came as an answer in place of the present one; false for a text that has none.
 * Whoever was typing goes on where they were, unless the new page takes the focus for an error.
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

/** Answers what gives the focus, and the place in the text, back to the control of the same id. */
export function rememberFocus(): () => void {
  const old = document.activeElement;
  const place = old instanceof HTMLInputElement && /text|tel/.test(old.type) ? old.selectionStart : null;
  return () => {
    const same = old?.id ? document.getElementById(old.id) : null;
    same?.focus({ preventScroll: true });
    if (place !== null && same instanceof HTMLInputElement) same.setSelectionRange(place, place);
  };
}
