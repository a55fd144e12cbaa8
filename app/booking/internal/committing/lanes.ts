import type { Job } from "./execute.server.ts";

export interface Waiting extends Job {
  organizationId: string;
  arrivedAt: number;
  /** The resources that it names. */
  places: string[];
  /** Whether it goes in a batch of its own. Later ones do not overtake it on its resources, however many it names. */
  alone: boolean;
}

/** The requests that wait for one resource, in the order of arrival. */
interface Lane {
  organizationId: string;
  jobs: Waiting[];
  /** Where the first of them stands in `jobs`. */
  next: number;
}

/**
 * What waits, by the first resource that it names, and which resources are in flight. A request that names several
 * waits in one lane and goes when none of its resources is in flight.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #inFlight = new Set<string>();
  #size = 0;
  /** How many of those that wait go alone. Mostly none, and then nothing has to be reserved for them. */
  #alone = 0;

  get size(): number {
    return this.#size;
  }

  waitingFor(job: Waiting): number {
    const lane = this.#lanes.get(laneOf(job));
    return lane ? waitingIn(lane) : 0;
  }

  add(job: Waiting): void {
    const key = laneOf(job);
    const lane = this.#lanes.get(key);
    if (lane) lane.jobs.push(job);
    else this.#lanes.set(key, { organizationId: job.organizationId, jobs: [job], next: 0 });
    this.#size += 1;
    if (job.alone) this.#alone += 1;
  }

  /**
   * Takes the next batch: of one organisation that may have one, the longest-waiting first, at most as many as `mostOf`
   * says where so many could go. Its resources are in flight until released.
   */
  take(
    mayHave: (organizationId: string) => boolean,
    mostOf: (organizationId: string, ready: number) => number,
  ): Waiting[] {
    const reserved = this.#reserved();
    const ready = [...this.#lanes.values()].filter(
      (lane) =>
        mayHave(lane.organizationId) && this.#isFree(headOf(lane)) && !isTaken(reserved, headOf(lane)),
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
    const batch: Waiting[] = [];
    for (const lane of lanes) {
      while (batch.length < most && lane.next < lane.jobs.length && this.#isFree(headOf(lane), free)) {
        const job = headOf(lane);
        if (job.alone || isTaken(reserved, job)) break;
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

  #takeAlone(lane: Lane): Waiting[] {
    const job = headOf(lane);
    lane.next += 1;
    this.#tidy(lane);
    this.#size -= 1;
    this.#alone -= 1;
    for (const place of job.places) this.#inFlight.add(placeKey(job, place));
    return [job];
  }

  /**
   * The resources of those that go alone and are next in their lanes, with the first of them that wants each. Without it a
   * request that names hundreds would wait for ever in a rush, since some of them are always in flight.
   */
  #reserved(): Map<string, Waiting> | undefined {
    if (this.#alone === 0) return undefined;
    const reserved = new Map<string, Waiting>();
    const heads = Array.from(this.#lanes.values(), headOf).filter((job) => job.alone);
    for (const job of heads.sort((a, b) => a.arrivedAt - b.arrivedAt)) {
      for (const place of job.places) {
        const key = placeKey(job, place);
        if (!reserved.has(key)) reserved.set(key, job);
      }
    }
    return reserved;
  }

  /** The jobs are answered: what they had in flight is free, but for what others of their batch still need. */
  release(jobs: Waiting[], still: Waiting[] = []): void {
    const needed = new Set(still.flatMap((job) => job.places.map((place) => placeKey(job, place))));
    for (const job of jobs) {
      for (const place of job.places) {
        const key = placeKey(job, place);
        if (!needed.has(key)) this.#inFlight.delete(key);
      }
    }
  }

  #isFree(job: Waiting, ours?: Set<string>): boolean {
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

/** Whether a resource of the job is reserved for one that came before it. */
function isTaken(reserved: Map<string, Waiting> | undefined, job: Waiting): boolean {
  if (!reserved) return false;
  return job.places.some((place) => {
    const first = reserved.get(placeKey(job, place));
    return first !== undefined && first !== job && first.arrivedAt <= job.arrivedAt;
  });
}

function waitingIn(lane: Lane): number {
  return lane.jobs.length - lane.next;
}

function headOf(lane: Lane): Waiting {
  return lane.jobs[lane.next] as Waiting;
}

function laneOf(job: Waiting): string {
  return placeKey(job, job.places[0] ?? "");
}

function placeKey(job: Waiting, place: string): string {
  return `${job.organizationId} ${place}`;
}
