import type { AdmittedPage, PageWork } from "./page-work.ts";
import type { ReadScheduler } from "./read-scheduler.ts";
import type { ReadTurns } from "./read-turns.ts";

export interface PageGuardOptions {
  /** Bounds how much is read at once. Writes are not counted: the engine itself refuses what it cannot do in time. */
  work: PageWork;
  /** Decides when an admitted read starts. */
  readScheduler: ReadScheduler;
  /** The turns in which it is rendered. */
  readTurns: ReadTurns;
  /** Whether a dependency of pages, the database above all, is unreachable right now. */
  isUnavailable(): Promise<boolean>;
}

export interface PageRequest {
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
  /** Resolves when rendering may begin without delaying a write; undefined for a write itself. */
  turnToRender: (() => Promise<void>) | undefined;
  /** Records the duration of rendering, in milliseconds; undefined where it is not counted. */
  noteRendering: ((ms: number) => void) | undefined;
  /** Records that the page failed because no database connection was available. */
  noteOverload(): void;
}

/** The status by which proxies log requests whose client has disconnected; it is only logged. */
const CLIENT_LEFT = 499;

/**
 * Returns the function that renders pages within the work bound. A read beyond the bound is refused at once, and a read
 * whose client has disconnected is not started. A page that failed because no database connection was available, or the
 * database cannot be reached, gets 503 instead of 500.
 */
export function createPageGuard({ work, readScheduler, readTurns, isUnavailable }: PageGuardOptions) {
  const turnToRender = () => new Promise<void>((resolve) => readTurns.run(resolve));
  const answer = async ({ render, refuse, client }: PageRequest, page?: AdmittedPage) => {
    let isOverloaded = false;
    const noteOverload = () => {
      isOverloaded = true;
    };
    const rendered = await render({
      turnToRender: page && turnToRender,
      noteRendering: page?.rendered,
      noteOverload,
    });
    if (rendered.status !== 500) return rendered;
    if (page && client.signal.aborted) return new Response(null, { status: CLIENT_LEFT });
    if (isOverloaded) return refuse("busy");
    return (await isUnavailable()) ? refuse("unavailable") : rendered;
  };
  return async (asked: PageRequest): Promise<Response> => {
    if (!asked.reads) return answer(asked);
    const page = work.admit(asked.kind, asked.network);
    if (!page) return asked.refuse("busy");
    const end = await readScheduler.start();
    try {
      if (asked.client.signal.aborted) return new Response(null, { status: CLIENT_LEFT });
      return await answer(asked, page);
    } finally {
      end();
      page.end();
    }
  };
}
