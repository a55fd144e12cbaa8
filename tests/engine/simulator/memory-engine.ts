import type { ReadState } from "#app/booking/internal/committing/read-state.server.ts";
import { findReplay } from "#app/booking/internal/committing/replay.ts";
import { applyDecision, endHold } from "#app/booking/internal/deciding/apply-decision.ts";
import { type Changes, noChanges } from "#app/booking/internal/deciding/changes.ts";
import { decide } from "#app/booking/internal/deciding/decide.ts";
import { isOverdue } from "#app/booking/internal/deciding/decide-booking.ts";
import { active } from "#app/booking/internal/deciding/decide-take.ts";
import type { Idempotency, Outcome, Request } from "#app/booking/request.ts";
import type { World } from "#app/booking/world.ts";
import { newId } from "#app/platform/ids.ts";
import { type Ask, BEGINNING, bodyOf, type NewResource } from "./commands.ts";
import { MemoryStore } from "./memory-store.ts";
import { Numbers, type Observed, type Subject } from "./subject.ts";

/** The parts of the engine that a seeded bug can take the place of. */
export interface EngineParts {
  decide: typeof decide;
  applyDecision: typeof applyDecision;
  findReplay: typeof findReplay;
  /** What a batch is about to write. */
  beforeWrite(changes: Changes, now: number): void;
  /** Without the lock, commands that should be decided one after the other are decided on the same state. */
  locks: boolean;
}

export const REAL_PARTS: EngineParts = { decide, applyDecision, findReplay, beforeWrite() {}, locks: true };

/** The engine's pure parts on a store in memory, put together as one transaction puts them together. */
export class MemoryEngine implements Subject {
  readonly #parts: EngineParts;
  readonly #store: MemoryStore;
  readonly #numbers = new Numbers();
  #now = BEGINNING;
  #maintenance = false;

  constructor(resources: NewResource[], parts: EngineParts = REAL_PARTS) {
    this.#parts = parts;
    this.#store = new MemoryStore(resources, this.#now);
  }

  perform(asks: Ask[]): Outcome[] {
    const requests = asks.map((ask): Request => {
      const command = this.#numbers.commandOf(ask);
      const { actsAs } = ask;
      return {
        requestId: newId(),
        command,
        actor: { kind: "guest" },
        actsAs,
        idempotency: idempotencyOf(ask),
      };
    });
    const batches = this.#parts.locks ? [requests] : requests.map((request) => [request]);
    const looks = batches.map((batch) => this.#store.look(batch, this.#now));
    const outcomes = batches.flatMap((batch, index) => {
      const found = looks[index];
      return found ? this.#commit(batch, found.world, found.seen) : [];
    });
    asks.forEach((ask, index) => {
      const outcome = outcomes[index];
      if (outcome) this.#numbers.note(ask, outcome);
    });
    return outcomes;
  }

  wait(seconds: number): void {
    this.#now += seconds * 1_000;
  }

  setMaintenance(on: boolean): void {
    this.#maintenance = on;
  }

  observe(): Observed {
    return this.#store.observe(this.#numbers.known());
  }

  #commit(requests: Request[], world: World, seen: ReadState): Outcome[] {
    const { decide, applyDecision, findReplay, beforeWrite } = this.#parts;
    const changes = noChanges();
    world.maintenance = this.#maintenance ? "Back soon" : undefined;
    freeOverdue(world, changes, requests, seen.now);
    const outcomes = requests.map(
      (request) =>
        findReplay(changes, seen, request) ??
        applyDecision(
          world,
          changes,
          request,
          decide(world, request.command, seen.now, request.actsAs),
          seen.now,
        ),
    );
    beforeWrite(changes, seen.now);
    this.#store.write(changes);
    return outcomes;
  }
}

function freeOverdue(world: World, changes: Changes, requests: Request[], now: number): void {
  const named = new Set(
    requests.flatMap(({ command }) => ("bookingId" in command ? [command.bookingId] : [])),
  );
  for (const booking of world.bookings.values()) {
    const isWhole = active(booking).every((each) => world.resources.has(each.resourceId));
    if (isWhole && isOverdue(booking, now) && !named.has(booking.id)) {
      endHold(world, changes, booking, "expired", now);
    }
  }
}

function idempotencyOf(ask: Ask): Idempotency | undefined {
  if (ask.key === null) return undefined;
  const text = new TextEncoder();
  return { keyHash: text.encode(ask.key), fingerprint: text.encode(bodyOf(ask)) };
}
