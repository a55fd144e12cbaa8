import { elapsed, pause } from "#app/platform/clock.ts";
import { newReference } from "#app/platform/ids.ts";
import { runtime } from "#app/platform/runtime.ts";
import {
  type Db,
  databaseError,
  isCommitUnknown,
  isPoolExhausted,
  isRetryable,
  isStandbyWaitCancelled,
} from "#db/client.ts";
import { OutcomeUnknown, Overloaded } from "../../refusals.ts";
import type { Outcome, Request } from "../../request.ts";
import type { Resource } from "../../world.ts";
import { type AttemptOptions, ClaimsMoved, type Committed, commitBatch } from "./commit.server.ts";

/** A request whose outcome is pending. */
export interface Job {
  request: Request;
  /** The deadline, as a value of `elapsed()`. */
  deadline: number;
  /** Set after a failed attempt, which may have committed. */
  again?: boolean;
  answer(outcome: Outcome): void;
  fail(error: unknown): void;
}

export interface ExecuteOptions extends Omit<AttemptOptions, "again"> {
  db: Db;
  organizationId: string;
  /** Called with the committed state before any job is settled. */
  onCommit(touched: Resource[]): void;
  /**
   * Called when the database has finished the batch, before any job is settled: the next batch may start. `waiting` are
   * the jobs that `execute` returns.
   */
  onSettled?(waiting: Job[]): void;
  onRetry(reason: string): void;
}

/**
 * Settles every job of a batch, and returns those that need resources locked by other transactions. A batch that was
 * rolled back is retried as a whole until each job's deadline; the request ids ensure that each request is executed once,
 * even if the outcome of a commit is unknown. A batch that fails on its data is halved until the faulty request is alone.
 * Jobs that were not executed fail with `Overloaded`; those that may have been, with `OutcomeUnknown`.
 */
export async function execute(jobs: Job[], options: ExecuteOptions): Promise<Job[]> {
  let left = jobs;
  let unknown = false;
  for (let attempt = 1; left.length > 0; attempt++) {
    try {
      if (attempt > 1) for (const job of left) job.again = true;
      return await settle(left, await commit(left, options), options);
    } catch (error) {
      unknown ||= isCommitUnknown(error);
      // Halves would each wait for a connection in turn, and a retry for the same standby, so give up now.
      if (isPoolExhausted(error) || isStandbyWaitCancelled(error)) return giveUp(left, unknown);
      const reason = reasonToStartOver(error);
      if (reason === undefined) return failOrHalve(left, error, options);
      options.onRetry(reason);
      if (reason === "bookings_reference_unique") renewReferences(left);
      // Exponential backoff with jitter.
      await pause(Math.min(400, 5 * 2 ** Math.min(attempt, 7)), 0.5);
      left = failExpired(left, () => failureOf(unknown));
    }
  }
  return [];
}

function commit(jobs: Job[], options: ExecuteOptions): Promise<Committed> {
  const requests = jobs.map((job) => job.request);
  const again = jobs.some((job) => job.again);
  return commitBatch(options.db, options.organizationId, requests, { ...options, again });
}

async function settle(jobs: Job[], committed: Committed, options: ExecuteOptions): Promise<Job[]> {
  if (committed.touched.length > 0) options.onCommit(committed.touched);
  const waiting = jobs.filter((_, index) => committed.outcomes[index] === undefined);
  if (options.onSettled) {
    options.onSettled(waiting);
    // Let the next batch reach the database before the responses to this one are created and sent.
    await nextBatchSent();
  }
  for (const [index, job] of jobs.entries()) {
    const outcome = committed.outcomes[index];
    if (outcome) job.answer(outcome);
  }
  return waiting;
}

/** Resolves after all pending promise callbacks of this turn, when the next batch has been sent to the database. */
function nextBatchSent(): Promise<void> {
  return new Promise((resolve) => runtime().afterPromises(resolve));
}

function giveUp(jobs: Job[], unknown: boolean): Job[] {
  for (const job of jobs) job.fail(failureOf(unknown));
  return [];
}

function failureOf(unknown: boolean): Error {
  return unknown ? new OutcomeUnknown() : new Overloaded();
}

async function failOrHalve(jobs: Job[], error: unknown, options: ExecuteOptions): Promise<Job[]> {
  const [only, ...others] = jobs;
  if (only && others.length === 0) {
    only.fail(error);
    return [];
  }
  const half = Math.ceil(jobs.length / 2);
  const { onSettled: _, ...ofHalves } = options;
  const first = await execute(jobs.slice(0, half), ofHalves);
  const second = await execute(jobs.slice(half), ofHalves);
  return [...first, ...second];
}

/** Fails the jobs past their deadline and returns the others. */
export function failExpired(jobs: Job[], trouble: () => Error): Job[] {
  const now = elapsed();
  return jobs.filter((job) => {
    if (now < job.deadline) return true;
    job.fail(trouble());
    return false;
  });
}

/** Violations that a retry resolves: a key used meanwhile, a request executed already, a reference in use. */
const RETRYABLE_CONSTRAINTS = [
  "idempotency_keys_pk",
  "history_request_unique",
  "history_position_unique",
  "bookings_request_unique",
  "bookings_reference_unique",
  "bookings_pk",
  "booking_lines_pk",
];

/** Returns the reason for a retry, as a metric label; undefined if a retry would fail again. */
function reasonToStartOver(error: unknown): string | undefined {
  if (isCommitUnknown(error)) return "unknown";
  if (error instanceof ClaimsMoved) return "moved";
  const fault = databaseError(error);
  if (fault?.code === "23505") {
    return RETRYABLE_CONSTRAINTS.includes(fault.constraint ?? "") ? fault.constraint : undefined;
  }
  return isRetryable(error) ? (fault?.code ?? "connection") : undefined;
}

function renewReferences(jobs: Job[]): void {
  for (const { request } of jobs) {
    if ("reference" in request.command) request.command.reference = newReference();
  }
}
