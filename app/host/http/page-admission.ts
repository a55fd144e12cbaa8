import type { AdmittedPage, PageWork } from "./page-work.ts";

export interface PageGuardOptions {
  /** Bounds how much is read at once. Writes are not counted: the engine refuses what it cannot do in time itself. */
  work: PageWork;
  /** Whether what pages need, the database above all, cannot be reached at the moment. */
  isAway(): Promise<boolean>;
}

export interface PageAsked {
  /** False for what is written. */
  reads: boolean;
  /** Of the pages that cost alike. */
  kind: string;
  /** Of the client that waits for it, where networks are limited. */
  network: string | undefined;
  /** Aborts when nobody waits for the page any more; of a write nobody asks. */
  signal: AbortSignal;
  /** `noteRendering` is told for how long the page was rendered, in milliseconds. */
  render(noteRendering?: (ms: number) => void): Promise<Response>;
  refuse(refusal: "busy" | "unavailable"): Response;
}

/** As proxies log requests whose client has left. Nobody receives it. */
const CLIENT_LEFT = 499;

/**
 * Stands between visitors and pages that would only make them wait: beyond an amount of work at once they are refused at
 * once, a page that nobody waits for any more is not begun, and one that failed while the database was away says so,
 * instead of calling it an error of ours.
 */
export function createPageGuard({ work, isAway }: PageGuardOptions) {
  const nextTurn = createTurns();
  const answer = async ({ render, refuse, signal }: PageAsked, page?: AdmittedPage) => {
    const rendered = await render(page?.rendered);
    if (rendered.status !== 500) return rendered;
    if (page && signal.aborted) return new Response(null, { status: CLIENT_LEFT });
    return (await isAway()) ? refuse("unavailable") : rendered;
  };
  return async (asked: PageAsked): Promise<Response> => {
    if (!asked.reads) return answer(asked);
    const page = work.admit(asked.kind, asked.network);
    if (!page) return asked.refuse("busy");
    try {
      await nextTurn();
      if (asked.signal.aborted) return new Response(null, { status: CLIENT_LEFT });
      return await answer(asked, page);
    } finally {
      page.end();
    }
  };
}

/** For so long pages are begun in one turn of the event loop; the one that is longer is the last in it. */
const TURN_MS = 10;

/**
 * Has pages begin one after the other, for a short while in each turn of the event loop. Those that wait for nothing
 * would otherwise all be rendered within one turn, in which no other request is answered and no client is seen to leave.
 */
function createTurns(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  const begin = async () => {
    const startedAt = performance.now();
    do {
      waiting.shift()?.();
      // Comes when the page has done what it can without waiting.
      await new Promise<void>((resolve) => process.nextTick(resolve));
    } while (waiting.length > 0 && performance.now() - startedAt < TURN_MS);
    if (waiting.length > 0) setImmediate(begin);
    else isBeginning = false;
  };
  let isBeginning = false;
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (!isBeginning) setImmediate(begin);
      isBeginning = true;
    });
}
