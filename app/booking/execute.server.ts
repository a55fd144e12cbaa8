import { elapsed, pause } from "#app/platform/clock.ts";
import { newReference } from "#app/platform/ids.ts";
import { type Db, databaseError, isCommitUnknown, isRetryable, PoolExhausted } from "#db/client.ts";
import { type Attempt, ClaimsMoved, type Committed, commitBatch } from "./commit.server.ts";
import { OutcomeUnknown, Overloaded } from "./refusals.ts";
import type { Outcome, Request } from "./request.ts";
import type { Resource } from "./world.ts";

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
  onRetry(reason: string): void;
}

export interface Executed {
  /** The jobs that need resources which somebody else has locked, and those resources. */
  waiting: Job[];
  blocked: string[];
}

/**
 * Answers every job of a batch, whatever happens. What the database took back is done again as a whole until each
 * job's deadline; each request's id makes sure that it happens once, also when it is not known whether a commit went
 * through. A batch that fails on its data is halved until the culprit is alone. Jobs that were never carried out fail
 * with `Overloaded`, those of which that cannot be said with `OutcomeUnknown`.
 */
export async function execute(jobs: Job[], options: ExecuteOptions): Promise<Executed> {
  let left = jobs;
  let unknown = false;
  for (let attempt = 1; left.length > 0; attempt++) {
    try {
      if (attempt > 1) for (const job of left) job.again = true;
      return settle(left, await commit(left, options), options);
    } catch (error) {
      unknown ||= isCommitUnknown(error);
      // It is nobody's fault: the halves of the batch would only wait for a connection one after the other.
      if (error instanceof PoolExhausted) return giveUp(left, unknown);
      const reason = reasonToStartOver(error);
      if (reason === undefined) return failOrHalve(left, error, options);
      options.onRetry(reason);
      if (reason === "bookings_reference_unique") renewReferences(left);
      await pause(Math.min(400, 5 * 2 ** Math.min(attempt, 7)), 0.5);
      left = dropLate(left, () => troubleOf(unknown));
    }
  }
  return { waiting: [], blocked: [] };
}

function commit(jobs: Job[], options: ExecuteOptions): Promise<Committed> {
  const requests = jobs.map((job) => job.request);
  const again = jobs.some((job) => job.again);
  return commitBatch(options.db, options.organizationId, requests, { ...options, again });
}

function settle(jobs: Job[], committed: Committed, options: ExecuteOptions): Executed {
  if (committed.touched.length > 0) options.onCommit(committed.touched);
  const waiting: Job[] = [];
  for (const [index, job] of jobs.entries()) {
    const outcome = committed.outcomes[index];
    if (outcome) job.answer(outcome);
    else waiting.push(job);
  }
  return { waiting, blocked: committed.blocked };
}

function giveUp(jobs: Job[], unknown: boolean): Executed {
  for (const job of jobs) job.fail(troubleOf(unknown));
  return { waiting: [], blocked: [] };
}

function troubleOf(unknown: boolean): Error {
  return unknown ? new OutcomeUnknown() : new Overloaded();
}

async function failOrHalve(jobs: Job[], error: unknown, options: ExecuteOptions): Promise<Executed> {
  const [only, ...others] = jobs;
  if (only && others.length === 0) {
    only.fail(error);
    return { waiting: [], blocked: [] };
  }
  const half = Math.ceil(jobs.length / 2);
  const first = await execute(jobs.slice(0, half), options);
  const second = await execute(jobs.slice(half), options);
  return {
    waiting: [...first.waiting, ...second.waiting],
    blocked: [...first.blocked, ...second.blocked],
  };
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
