import type { Server } from "node:http";
import type { Log } from "#app/platform/log.ts";

export interface GracefulShutdownOptions {
  log: Log;
  /**
   * How long to keep serving while /ready responds with 503, in milliseconds, so that a load balancer can take this instance
   * out: 2,000 unless given; 0 without a load balancer.
   */
  waitMs?: number;
  /** Ends the process; process.exit unless given. */
  exit?(code: number): void;
}

type Hook = () => Promise<void> | void;

export interface GracefulShutdown {
  /** True from the first signal on: /ready responds with 503, and responses close their connections. */
  readonly draining: boolean;
  /** The server to close. */
  serve(server: Server): void;
  /** Runs while the last requests finish, in the order of registration: flush queues, stop workers, close live streams. */
  onStop(hook: string, work: Hook): void;
  /** Runs when the last connection has closed, in the order of registration: end the pool, stop the embedded database. */
  onClosed(hook: string, work: Hook): void;
  /** Starts the shutdown; a second call joins the first. Ends with exit code 0, or 1 when it takes longer than 12 s. */
  begin(wait?: boolean): Promise<void>;
  /**
   * Starts the shutdown on SIGTERM and SIGINT. Ctrl+C at a terminal skips the wait, and pressing it again a second later exits
   * at once; before that, it counts as the same press.
   */
  listenForSignals(): void;
}

const connectionsDeadlineMs = 7_000;
const hardExitMs = 12_000;
/** Ctrl+C reaches the app twice a moment apart: from the terminal and, forwarded, from npm. */
const samePressMs = 1_000;

async function runAll(hooks: [string, Hook][], log: Log): Promise<void> {
  for (const [hook, work] of hooks) {
    try {
      await work();
    } catch (error) {
      // A hook that fails must not keep the others from running.
      log.error({ err: error, hook }, "a shutdown hook failed");
    }
  }
}

/** Resolves when the last connection has closed. Idle ones are closed repeatedly, busy ones at the deadline. */
function closeServer(server: Server, deadlineMs: number): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), 100);
    const cut = setTimeout(() => server.closeAllConnections(), Math.max(0, deadlineMs));
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function listenFor(shutdown: GracefulShutdown, exit: (code: number) => void): void {
  process.on("SIGTERM", () => void shutdown.begin());
  let interruptedAt: number | undefined;
  process.on("SIGINT", () => {
    if (interruptedAt !== undefined && performance.now() - interruptedAt > samePressMs) exit(130);
    interruptedAt ??= performance.now();
    void shutdown.begin(!process.stdin.isTTY);
  });
}

/**
 * Creates the graceful shutdown: /ready responds with 503 while requests are still served, then the server closes, then the
 * hooks run in order.
 */
export function createGracefulShutdown(options: GracefulShutdownOptions): GracefulShutdown {
  const { log, waitMs = 2_000, exit = (code: number) => process.exit(code) } = options;
  const stopping: [string, Hook][] = [];
  const closed: [string, Hook][] = [];
  let server: Server | undefined;
  let begun: Promise<void> | undefined;

  const run = async (wait: boolean) => {
    const startedAt = performance.now();
    const hardExit = setTimeout(() => {
      log.error({}, "the shutdown took too long");
      exit(1);
    }, hardExitMs);
    log.info({ wait_ms: wait ? waitMs : 0 }, "draining");
    if (wait && waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const elapsed = performance.now() - startedAt;
    const gone = server?.listening ? closeServer(server, connectionsDeadlineMs - elapsed) : undefined;
    await runAll(stopping, log);
    await gone;
    await runAll(closed, log);
    clearTimeout(hardExit);
    log.info({ ms: Math.round(performance.now() - startedAt) }, "stopped");
    exit(0);
  };

  const shutdown: GracefulShutdown = {
    get draining() {
      return begun !== undefined;
    },
    serve: (given) => {
      server = given;
    },
    onStop: (hook, work) => void stopping.push([hook, work]),
    onClosed: (hook, work) => void closed.push([hook, work]),
    begin: (wait = true) => {
      begun ??= run(wait);
      return begun;
    },
    listenForSignals: () => listenFor(shutdown, exit),
  };
  return shutdown;
}
