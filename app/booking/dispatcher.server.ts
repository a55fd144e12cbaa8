import { LRUCache } from "lru-cache";
import { elapsed } from "#app/platform/clock.ts";
import { runtime } from "#app/platform/runtime.ts";
import type { Db } from "#db/client.ts";
import { execute, failExpired } from "./internal/committing/execute.server.ts";
import { Lanes, type QueuedJob } from "./internal/committing/lanes.ts";
import { namedResources } from "./internal/deciding/wanted.ts";
import { Overloaded } from "./refusals.ts";
import type { Outcome, Request } from "./request.ts";
import type { Resource } from "./world.ts";

export interface EngineOptions {
  /** `batched` groups queued requests; `direct` runs each by itself, for runtimes where a connection may not outlive it. */
  strategy: "batched" | "direct";
  /** Maximum batches in flight. More compete for the database's cores; fewer leave it idle during commits. */
  slots: number;
  /** Maximum slots per organisation, so that one organisation's rush does not block the others. */
  slotsOfOne: number;
  mostInBatch: number;
  mostWaiting: number;
  mostWaitingPerResource: number;
  /** Maximum time from arrival to outcome, in milliseconds. */
  deadlineMs: number;
  onCommit(organizationId: string, touched: Resource[]): void;
  observe: Partial<EngineObserver>;
}

/** The events that the engine reports as metrics. */
export interface EngineObserver {
  batch(size: number, seconds: number): void;
  queued(seconds: number): void;
  outcome(operation: string, result: string): void;
  retried(reason: string): void;
  shed(reason: "resource" | "instance" | "deadline"): void;
}

export const DEFAULT_OPTIONS: EngineOptions = {
  strategy: "batched",
  slots: 4,
  slotsOfOne: 2,
  mostInBatch: 512,
  mostWaiting: 5_000,
  mostWaitingPerResource: 1_000,
  deadlineMs: 5_000,
  onCommit() {},
  observe: {},
};

/** Maximum batches that wait for row locks. They run outside the slots, so that they do not delay other requests. */
const PATIENT_SLOTS = 5;
/** Delay in milliseconds before a batch is queued again when all patient slots are busy. */
const PATIENCE_PAUSE_MS = 50;

/**
 * Groups requests into batches. A free slot runs the queued requests of the organisation that has waited longest and has
 * slots left, for resources that are not in flight in another slot. There is no timer: at low load a request runs at once
 * by itself, under load batches grow on their own.
 */
export class Dispatcher {
  readonly #db: Db;
  readonly #options: EngineOptions;
  readonly #lanes = new Lanes();
  /** Resources whose last outcome was RESOURCE_FULL. Requests for them first try an unlocked read. */
  readonly #full = new LRUCache<string, true>({ max: 10_000 });
  #busy = 0;
  /** Busy slots per organisation. */
  readonly #busyOf = new Map<string, number>();
  /** Size of the last batch of each organisation that has a slot. */
  readonly #lastOf = new Map<string, number>();
  #patient = 0;
  #scheduled = false;

  constructor(db: Db, options: EngineOptions) {
    this.#db = db;
    this.#options = options;
  }

  /** Number of queued requests. */
  get waiting(): number {
    return this.#lanes.size;
  }

  /**
   * Runs the request and resolves to its outcome. Throws `Overloaded` (not executed), `OutcomeUnknown`, or the error of the
   * violated constraint.
   */
  submit(organizationId: string, request: Request): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const { observe, deadlineMs } = this.#options;
      const arrivedAt = elapsed();
      const job: QueuedJob = {
        request,
        organizationId,
        arrivedAt,
        deadline: arrivedAt + deadlineMs,
        places: placesOf(request),
        claims: "claims" in request.command ? request.command.claims.length : 1,
        alone: request.alsoWrite !== undefined,
        answer: (outcome) => {
          if (outcome.ok) this.#full.delete(fullKey(job));
          else if (outcome.refusal === "RESOURCE_FULL") this.#full.set(fullKey(job), true);
          observe.outcome?.(request.command.kind, outcome.ok ? "ok" : outcome.refusal);
          resolve(outcome);
        },
        fail(error) {
          observe.outcome?.(request.command.kind, error instanceof Error ? error.name : "error");
          reject(error);
        },
      };
      if (this.#options.strategy === "direct") void this.#run([job], true, () => {});
      else this.#enqueue(job);
    });
  }

  #enqueue(job: QueuedJob): void {
    const { mostWaiting, mostWaitingPerResource, observe } = this.#options;
    const full =
      this.#lanes.size >= mostWaiting
        ? "instance"
        : this.#lanes.waitingFor(job) >= mostWaitingPerResource
          ? "resource"
          : undefined;
    if (full) {
      observe.shed?.(full);
      job.fail(new Overloaded());
      return;
    }
    this.#lanes.add(job);
    this.#schedule();
  }

  /** Runs the pump at the end of the current event-loop turn, so that requests that arrive in it share a batch. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    runtime().afterInput(() => {
      this.#scheduled = false;
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#busy < this.#options.slots) {
      const taken = this.#lanes.take(
        (id) => this.#hasSlotLeft(id),
        (id, ready) => this.#mostOf(id, ready),
      );
      if (taken.length === 0) return;
      const jobs = failExpired(taken, () => {
        this.#options.observe.shed?.("deadline");
        return new Overloaded();
      }) as QueuedJob[];
      if (jobs.length < taken.length) this.#lanes.release(taken, jobs);
      if (jobs.length === 0) continue;
      const organizationId = jobs[0]?.organizationId ?? "";
      this.#occupy(organizationId, 1);
      void this.#run(jobs, false, () => this.#occupy(organizationId, -1));
    }
  }

  /**
   * Caps the next batch at the mean of the previous one and the queue, so that batch sizes converge. Clients send their
   * next request after a response, so unequal batches would otherwise stay unequal: little is queued while the large one
   * runs, and the small one ends long before its responses are sent.
   */
  #mostOf(organizationId: string, ready: number): number {
    const last = this.#lastOf.get(organizationId) ?? ready;
    return Math.min(this.#options.mostInBatch, Math.ceil((last + ready) / 2));
  }

  #hasSlotLeft(organizationId: string): boolean {
    return (this.#busyOf.get(organizationId) ?? 0) < this.#options.slotsOfOne;
  }

  #occupy(organizationId: string, more: 1 | -1): void {
    this.#busy += more;
    const busy = (this.#busyOf.get(organizationId) ?? 0) + more;
    if (busy === 0) this.#busyOf.delete(organizationId);
    else this.#busyOf.set(organizationId, busy);
  }

  /** Runs a batch. Calls `leave` once, as soon as the database has finished it, and starts the next batch. */
  async #run(jobs: QueuedJob[], patient: boolean, leave: () => void): Promise<void> {
    const { observe, onCommit } = this.#options;
    const startedAt = elapsed();
    const organizationId = jobs[0]?.organizationId ?? "";
    for (const job of jobs) observe.queued?.((startedAt - job.arrivedAt) / 1_000);
    let hasLeft = false;
    const done = (waiting: QueuedJob[]) => {
      if (hasLeft) return;
      hasLeft = true;
      observe.batch?.(jobs.length, (elapsed() - startedAt) / 1_000);
      this.#lanes.release(jobs, waiting);
      leave();
      if (waiting.length > 0) this.#waitPatiently(waiting);
      if (!patient) this.#lastOf.set(organizationId, jobs.length);
      this.#pump();
      if (!this.#busyOf.has(organizationId)) this.#lastOf.delete(organizationId);
    };
    try {
      const waiting = await execute(jobs, {
        db: this.#db,
        organizationId,
        patient,
        maybeFull: jobs.every((job) => this.#full.has(fullKey(job))),
        onCommit: (touched) => onCommit(organizationId, touched),
        onSettled: (waiting) => done(waiting as QueuedJob[]),
        onRetry: (reason) => observe.retried?.(reason),
      });
      done(waiting as QueuedJob[]);
    } catch (error) {
      // `execute` settles all jobs itself, so this is a bug; still, no job may stay unsettled.
      for (const job of jobs) job.fail(error);
      done([]);
    }
  }

  /** Runs jobs that wait for row locks. Their resources stay in flight, so that later requests for them queue behind. */
  #waitPatiently(jobs: QueuedJob[]): void {
    if (this.#patient >= PATIENT_SLOTS) {
      setTimeout(() => {
        this.#lanes.release(jobs);
        for (const job of jobs) this.#lanes.add(job);
        this.#schedule();
      }, PATIENCE_PAUSE_MS);
      return;
    }
    this.#patient += 1;
    void this.#run(jobs, true, () => {
      this.#patient -= 1;
    });
  }
}

function fullKey(job: QueuedJob): string {
  return `${job.organizationId} ${job.places[0]}`;
}

/** Returns the resources that a request names, or its booking, whose resources are resolved later. */
function placesOf({ command }: Request): string[] {
  const named = [...new Set(namedResources(command))];
  if (named.length > 0) return named;
  return "bookingId" in command ? [`booking ${command.bookingId}`] : [];
}
