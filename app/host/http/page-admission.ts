import type { AdmittedPage, PageWork } from "./page-work.ts";
import { createTurns } from "./turns.ts";

export interface PageGuardOptions {
  /** Bounds how much is read at once. Writes are not counted: the engine itself refuses what it cannot do in time. */
  work: PageWork;
  /** Whether a dependency of pages, the database above all, is unreachable right now. */
  isAway(): Promise<boolean>;
}

export interface PageAsked {
  /** False for a write. */
  reads: boolean;
  /** The kind of the page; pages of one kind cost alike. */
  kind: string;
  /** The client's network, where networks are limited. */
  network: string | undefined;
  /** Its signal aborts when the client has disconnected; it is read once a page is admitted, and not for writes. */
  client: { readonly signal: AbortSignal };
  render(notes: PageNotes): Promise<Response>;
  refuse(refusal: "busy" | "unavailable"): Response;
}

/** Notes that a page makes while it is rendered. */
interface PageNotes {
  /** Records the duration of rendering, in milliseconds; undefined where it is not counted. */
  noteRendering: ((ms: number) => void) | undefined;
  /** Records that the page failed because no database connection was available. */
  noteOverload(): void;
}

/** Milliseconds per turn of the event loop in which pages are started. */
const TURN_MS = 2;

/** The status by which proxies log requests whose client has disconnected; it is only logged. */
const CLIENT_LEFT = 499;

/**
 * Returns the function that renders pages within the work bound. A read beyond the bound is refused at once, a read whose
 * client has left is not started, and a page that failed for want of a connection, or while the database cannot be
 * reached, is answered with 503 instead of 500.
 */
export function createPageGuard({ work, isAway }: PageGuardOptions) {
  const turns = createTurns(TURN_MS);
  const answer = async ({ render, refuse, client }: PageAsked, page?: AdmittedPage) => {
    let isOverloaded = false;
    const noteOverload = () => {
      isOverloaded = true;
    };
    const rendered = await render({ noteRendering: page?.rendered, noteOverload });
    if (rendered.status !== 500) return rendered;
    if (page && client.signal.aborted) return new Response(null, { status: CLIENT_LEFT });
    if (isOverloaded) return refuse("busy");
    return (await isAway()) ? refuse("unavailable") : rendered;
  };
  return async (asked: PageAsked): Promise<Response> => {
    if (!asked.reads) return answer(asked);
    const page = work.admit(asked.kind, asked.network);
    if (!page) return asked.refuse("busy");
    try {
      await new Promise<void>(turns);
      if (asked.client.signal.aborted) return new Response(null, { status: CLIENT_LEFT });
      return await answer(asked, page);
    } finally {
      page.end();
    }
  };
}
