import type { PageWork } from "./page-work.ts";

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
  /** Aborts when nobody waits for the page any more; of a write nobody asks. */
  signal: AbortSignal;
  render(): Promise<Response>;
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
  const finish = async ({ reads, render, refuse, signal }: PageAsked) => {
    const answer = await render();
    if (answer.status !== 500) return answer;
    if (reads && signal.aborted) return new Response(null, { status: CLIENT_LEFT });
    return (await isAway()) ? refuse("unavailable") : answer;
  };
  return async (asked: PageAsked): Promise<Response> => {
    if (!asked.reads) return finish(asked);
    const page = work.admit(asked.kind);
    if (!page) return asked.refuse("busy");
    try {
      await nextTurn();
      if (asked.signal.aborted) return new Response(null, { status: CLIENT_LEFT });
      page.begin();
      return await finish(asked);
    } finally {
      page.end();
    }
  };
}

/**
 * Gives each page a turn of the event loop of its own. Pages that wait for nothing would otherwise be rendered one after
 * the other within one turn, in which no other request is answered and no client is seen to leave.
 */
function createTurns(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  const next = () => {
    waiting.shift()?.();
    if (waiting.length > 0) setImmediate(next);
  };
  return () =>
    new Promise((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(next);
    });
}
