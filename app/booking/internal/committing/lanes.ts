import type { Job } from "./execute.server.ts";

export interface QueuedJob extends Job {
  organizationId: string;
  arrivedAt: number;
  /** The resources that the request names. */
  places: string[];
  /** The number of its claims. */
  claims: number;
  /** Whether it runs in its own batch. Later requests do not overtake it on any of its resources. */
  alone: boolean;
}

/** Maximum claims in a batch of several requests, so that bookings of many resources do not make one that runs for long. */
const MAX_CLAIMS_PER_BATCH = 4_000;

/** The queue of one resource, in the order of arrival. */
interface Lane {
  organizationId: string;
  jobs: QueuedJob[];
  /** Index of the head in `jobs`. */
  next: number;
}

/**
 * Queues of requests by the first resource they name, and the set of resources in flight. A request that names several
 * resources waits in one lane until none of them is in flight.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #inFlight = new Set<string>();
  #size = 0;
  /** Number of queued jobs that run alone. Usually 0, which makes the reservations unnecessary. */
  #alone = 0;

  get size(): number {
    return this.#size;
  }

  waitingFor(job: QueuedJob): number {
    const lane = this.#lanes.get(laneOf(job));
    return lane ? waitingIn(lane) : 0;
  }

  add(job: QueuedJob): void {
    const key = laneOf(job);
    const lane = this.#lanes.get(key);
    if (lane) lane.jobs.push(job);
    else this.#lanes.set(key, { organizationId: job.organizationId, jobs: [job], next: 0 });
    this.#size += 1;
    if (job.alone) this.#alone += 1;
  }

  /**
   * Dequeues the next batch: requests of the longest-waiting organisation for which `mayHave` is true, at most
   * `mostOf(organizationId, ready)` of its `ready` requests. Their resources are in flight until released.
   */
  take(
    mayHave: (organizationId: string) => boolean,
    mostOf: (organizationId: string, ready: number) => number,
  ): QueuedJob[] {
    const reserved = this.#reserved();
    const ready = [...this.#lanes.values()].filter(
      (lane) =>
        mayHave(lane.organizationId) && this.#isFree(headOf(lane)) && !isReserved(reserved, headOf(lane)),
    );
    const oldest = ready.reduce<Lane | undefined>(
      (first, lane) => (!first || headOf(lane).arrivedAt < headOf(first).arrivedAt ? lane : first),
      undefined,
    );
    if (!oldest) return [];
    const { organizationId } = oldest;
    if (headOf(oldest).alone) return this.#takeAlone(oldest);
    const lanes = ready.filter((lane) => lane.organizationId === organizationId);
    lanes.sort((a, b) => headOf(a).arrivedAt - headOf(b).arrivedAt);
    const most = mostOf(
      organizationId,
      lanes.reduce((sum, lane) => sum + waitingIn(lane), 0),
    );
    const free = new Set<string>();
    const batch: QueuedJob[] = [];
    let claims = 0;
    for (const lane of lanes) {
      while (batch.length < most && lane.next < lane.jobs.length && this.#isFree(headOf(lane), free)) {
        const job = headOf(lane);
        if (job.alone || isReserved(reserved, job)) break;
        if (claims > 0 && claims + job.claims > MAX_CLAIMS_PER_BATCH) break;
        claims += job.claims;
        lane.next += 1;
        for (const place of job.places) free.add(placeKey(job, place));
        batch.push(job);
      }
      this.#tidy(lane);
    }
    for (const place of free) this.#inFlight.add(place);
    this.#size -= batch.length;
    return batch.sort((a, b) => a.arrivedAt - b.arrivedAt);
  }

  #takeAlone(lane: Lane): QueuedJob[] {
    const job = headOf(lane);
    lane.next += 1;
    this.#tidy(lane);
    this.#size -= 1;
    this.#alone -= 1;
    for (const place of job.places) this.#inFlight.add(placeKey(job, place));
    return [job];
  }

  /**
   * Returns the resources of jobs that run alone and are at the head of their lanes, each with the earliest such job.
   * Without this reservation a request for hundreds of resources would starve in a rush, since some are always in flight.
   */
  #reserved(): Map<string, QueuedJob> | undefined {
    if (this.#alone === 0) return undefined;
    const reserved = new Map<string, QueuedJob>();
    const heads = Array.from(this.#lanes.values(), headOf).filter((job) => job.alone);
    for (const job of heads.sort((a, b) => a.arrivedAt - b.arrivedAt)) {
      for (const place of job.places) {
        const key = placeKey(job, place);
        if (!reserved.has(key)) reserved.set(key, job);
      }
    }
    return reserved;
  }

  /** Releases the jobs' resources from the batch in flight, except those that jobs in `still` need. */
  release(jobs: QueuedJob[], still: QueuedJob[] = []): void {
    const needed = new Set(still.flatMap((job) => job.places.map((place) => placeKey(job, place))));
    for (const job of jobs) {
      for (const place of job.places) {
        const key = placeKey(job, place);
        if (!needed.has(key)) this.#inFlight.delete(key);
      }
    }
  }

  #isFree(job: QueuedJob, ours?: Set<string>): boolean {
    return job.places.every((place) => {
      const key = placeKey(job, place);
      return ours?.has(key) || !this.#inFlight.has(key);
    });
  }

  #tidy(lane: Lane): void {
    const head = lane.jobs[lane.next];
    if (!head) {
      const last = lane.jobs.at(-1);
      if (last) this.#lanes.delete(laneOf(last));
    } else if (lane.next > 1_000) {
      lane.jobs = lane.jobs.slice(lane.next);
      lane.next = 0;
    }
  }
}

/** Returns whether a resource of the job is reserved for an earlier job. */
function isReserved(reserved: Map<string, QueuedJob> | undefined, job: QueuedJob): boolean {
  if (!reserved) return false;
  return job.places.some((place) => {
    const first = reserved.get(placeKey(job, place));
    return first !== undefined && first !== job && first.arrivedAt <= job.arrivedAt;
  });
}

function waitingIn(lane: Lane): number {
  return lane.jobs.length - lane.next;
}

function headOf(lane: Lane): QueuedJob {
  return lane.jobs[lane.next] as QueuedJob;
}

function laneOf(job: QueuedJob): string {
  return placeKey(job, job.places[0] ?? "");
}

function placeKey(job: QueuedJob, place: string): string {
  return `${job.organizationId} ${place}`;
}
