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
import { type Attempt, ClaimsMoved, type Committed, commitBatch } from "./commit.server.ts";

/** A request that waits for its answer. */
export interface Job {
  request: Request;
  /** By `elapsed()`: when it has waited long enough. */
  deadline: number;
  /** Set once an attempt was made that may have been committed after all. */
  again?: boolean;
  answer(outcome: Outcome): void;
  fail(error: unknown): void;
}

export interface ExecuteOptions extends Omit<Attempt, "again"> {
  db: Db;
  organizationId: string;
  /** Is told of the state that a commit left, before anybody is answered. */
  onCommit(touched: Resource[]): void;
  /**
   * Is told when the database is done with the whole batch, before anybody is answered: the next one may go out. `waiting`
   * are the jobs that `execute` gives back.
   */
  onSettled?(waiting: Job[]): void;
  onRetry(reason: string): void;
}

/**
 * Answers every job of a batch, whatever happens; but those that need resources which somebody else has locked it gives
 * back. What the database took back is done again as a whole until each job's deadline; each request's id makes sure that
 * it happens once, also when it is not known whether a commit went through. A batch that fails on its data is halved until
 * the culprit is alone. Jobs that were never carried out fail with `Overloaded`, those of which that cannot be said with
 * `OutcomeUnknown`.
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
      // The halves of the batch would wait for a connection one after the other; another attempt, for the same standby.
      if (isPoolExhausted(error) || isStandbyWaitCancelled(error)) return giveUp(left, unknown);
      const reason = reasonToStartOver(error);
      if (reason === undefined) return failOrHalve(left, error, options);
      options.onRetry(reason);
      if (reason === "bookings_reference_unique") renewReferences(left);
      await pause(Math.min(400, 5 * 2 ** Math.min(attempt, 7)), 0.5);
      left = dropLate(left, () => troubleOf(unknown));
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
    // The database shall work on the next batch while the answers to this one are made and sent.
    await sent();
  }
  for (const [index, job] of jobs.entries()) {
    const outcome = committed.outcomes[index];
    if (outcome) job.answer(outcome);
  }
  return waiting;
}

/** Resolves when what is ready to be sent to the database has been: after all that promises still do in this turn. */
function sent(): Promise<void> {
  return new Promise((resolve) => runtime().afterPromises(resolve));
}

function giveUp(jobs: Job[], unknown: boolean): Job[] {
  for (const job of jobs) job.fail(troubleOf(unknown));
  return [];
}

function troubleOf(unknown: boolean): Error {
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

export function dropLate(jobs: Job[], trouble: () => Error): Job[] {
  const now = elapsed();
  return jobs.filter((job) => {
    if (now < job.deadline) return true;
    job.fail(trouble());
    return false;
  });
}

/** Clashes that another look resolves: a key that was answered meanwhile, a request already done, a taken reference. */
const RESOLVED_BY_LOOKING_AGAIN = [
  "idempotency_keys_pk",
  "history_request_unique",
  "history_position_unique",
  "bookings_request_unique",
  "bookings_reference_unique",
  "bookings_pk",
];

/** Why the batch may be done again, in a word for the metrics; undefined when doing it again would fail again. */
function reasonToStartOver(error: unknown): string | undefined {
  if (isCommitUnknown(error)) return "unknown";
  if (error instanceof ClaimsMoved) return "moved";
  const fault = databaseError(error);
  if (fault?.code === "23505") {
    return RESOLVED_BY_LOOKING_AGAIN.includes(fault.constraint ?? "") ? fault.constraint : undefined;
  }
  return isRetryable(error) ? (fault?.code ?? "connection") : undefined;
}

function renewReferences(jobs: Job[]): void {
  for (const { request } of jobs) {
    if ("reference" in request.command) request.command.reference = newReference();
  }
}
