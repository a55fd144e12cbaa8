/**
 * Stores in a cookie that a page has shown hours by the visitor's own clock, so that the server reserves space for them on the
 * next one; deletes it if the clocks agree. Call it once the page's elements are defined.
 */
export function keepElsewhere(): void {
  const times = [...document.querySelectorAll("your-time")];
  if (times.length === 0) return;
  const age = times.some((time) => time.textContent) ? 31_536_000 : 0;
  if (age > 0 || document.cookie.includes("elsewhere=")) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in all browsers.
    document.cookie = `elsewhere=1; Path=/; SameSite=Lax; Max-Age=${age}`;
  }
}
