const MAX_PAUSE_MS = 60_000;

// Module state, since each reload replaces the element that requested it.
let pause = 1_000;
let allowedAt = 0;
let due: ReturnType<typeof setTimeout> | undefined;

/**
 * Makes the page's <live-seats> fetch the page: within a second if the last request is more than a minute ago, else 2, 4, 8 …
 * 60 s after the last time; once, for all requests meanwhile. A page that never agrees with its stream must not cause a loop of
 * requests, and pages that follow the same event must not all fetch at the same moment.
 */
export function lookSoon(): void {
  if (due) return;
  const now = performance.now();
  pause = now > allowedAt + MAX_PAUSE_MS ? 2_000 : Math.min(MAX_PAUSE_MS, pause * 2);
  const at = Math.max(now, allowedAt) + (Math.random() * pause) / 2;
  allowedAt = at + pause;
  due = setTimeout(() => {
    due = undefined;
    document.querySelector<Element & { look(): void }>("live-seats")?.look();
  }, at - now);
}
