import { LRUCache } from "lru-cache";
import { elapsed } from "#app/platform/clock.ts";
import { runtime } from "#app/platform/runtime.ts";
import type { Db } from "#db/client.ts";
import { dropLate, execute } from "./internal/committing/execute.server.ts";
import { Lanes, type Waiting } from "./internal/committing/lanes.ts";
import { namedResources } from "./internal/deciding/wanted.ts";
import { Overloaded } from "./refusals.ts";
import type { Outcome, Request } from "./request.ts";
import type { Resource } from "./world.ts";

export interface EngineOptions {
  /** `batched` collects what waits; `direct` runs each request by itself, where a connection may not outlive one. */
  strategy: "batched" | "direct";
  /** How many batches run at a time. More of them share the database's cores; fewer leave it idle while one commits. */
  slots: number;
  /** How many of these one organisation may have, so that its rush leaves the others a way in. */
  slotsOfOne: number;
  mostInBatch: number;
  mostWaiting: number;
  mostWaitingPerResource: number;
  /** How long a request waits for its answer, in milliseconds. */
  deadlineMs: number;
  onCommit(organizationId: string, touched: Resource[]): void;
  observe: Partial<EngineObserver>;
}

/** What the engine tells about itself. */
export interface EngineObserver {
  batch(size: number, seconds: number): void;
  queued(seconds: number): void;
  outcome(operation: string, result: string): void;
  retried(reason: string): void;
  shed(reason: "resource" | "instance" | "deadline"): void;
}

export const USUAL_OPTIONS: EngineOptions = {
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

/** Batches for resources that somebody else has locked run beside the slots, so that they delay nobody; at most these. */
const PATIENT_SLOTS = 5;
/** When those are taken, the next ones ask again after this long, in milliseconds. */
const PATIENCE_PAUSE_MS = 50;

/**
 * Who goes next, and in which batch. When a slot is free it takes what waits: the requests of the organisation that
 * has waited longest and has slots left, for resources that no other slot has in flight. There is no timer: at low load
 * a request goes at once and alone, under load the batches become larger by themselves.
 */
export class Dispatcher {
  readonly #db: Db;
  readonly #options: EngineOptions;
  readonly #lanes = new Lanes();
  /** What was full when it was last asked for: whether it is, an unlocked look tells. */
  readonly #full = new LRUCache<string, true>({ max: 10_000 });
  #busy = 0;
  /** How many slots each organisation has. */
  readonly #busyOf = new Map<string, number>();
  /** How large the last batch was that each organisation with a slot has had carried out. */
  readonly #lastOf = new Map<string, number>();
  #patient = 0;
  #scheduled = false;

  constructor(db: Db, options: EngineOptions) {
    this.#db = db;
    this.#options = options;
  }

  /** How many requests wait for a batch. */
  get waiting(): number {
    return this.#lanes.size;
  }

  /** Answers the request. Throws `Overloaded` (never carried out), `OutcomeUnknown`, or what its data broke. */
  submit(organizationId: string, request: Request): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const { observe, deadlineMs } = this.#options;
      const arrivedAt = elapsed();
      const job: Waiting = {
        request,
        organizationId,
        arrivedAt,
        deadline: arrivedAt + deadlineMs,
        places: placesOf(request),
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

  #enqueue(job: Waiting): void {
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

  /** At the end of the present turn, so that everything that arrives in it can go together. */
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
      const jobs = dropLate(taken, () => {
        this.#options.observe.shed?.("deadline");
        return new Overloaded();
      }) as Waiting[];
      if (jobs.length < taken.length) this.#lanes.release(taken, jobs);
      if (jobs.length === 0) continue;
      const organizationId = jobs[0]?.organizationId ?? "";
      this.#occupy(organizationId, 1);
      void this.#run(jobs, false, () => this.#occupy(organizationId, -1));
    }
  }

  /**
   * Behind a batch goes no more than the mean of it and of what waits. Whoever is answered comes back, so unequal batches
   * would stay unequal: while the large one is written nobody is left to be heard or answered, and the small one is over
   * long before all of those are.
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

  /** Carries them out; when the database is done with them it calls `leave`, once, and the next batch goes out. */
  async #run(jobs: Waiting[], patient: boolean, leave: () => void): Promise<void> {
    const { observe, onCommit } = this.#options;
    const startedAt = elapsed();
    const organizationId = jobs[0]?.organizationId ?? "";
    for (const job of jobs) observe.queued?.((startedAt - job.arrivedAt) / 1_000);
    let hasLeft = false;
    const done = (waiting: Waiting[]) => {
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
        onSettled: (waiting) => done(waiting as Waiting[]),
        onRetry: (reason) => observe.retried?.(reason),
      });
      done(waiting as Waiting[]);
    } catch (error) {
      // execute answers everybody itself; whatever comes here is a mistake of ours, and nobody may be left waiting.
      for (const job of jobs) job.fail(error);
      done([]);
    }
  }

  /** Their resources stay in flight, so that whoever comes later for them joins behind, and everyone else goes on. */
  #waitPatiently(jobs: Waiting[]): void {
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

function fullKey(job: Waiting): string {
  return `${job.organizationId} ${job.places[0]}`;
}

/** What a request is about, as far as it says so itself: resources, or a booking whose resources are found later. */
function placesOf({ command }: Request): string[] {
  const named = [...new Set(namedResources(command))];
  if (named.length > 0) return named;
  return "bookingId" in command ? [`booking ${command.bookingId}`] : [];
}
