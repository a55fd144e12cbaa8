import { NO_RULES, type Rules } from "#app/booking/world.ts";
import type { ActsAs } from "#app/platform/ctx.ts";
import {
  type Ask,
  BEGINNING,
  type Claim,
  type Command,
  isTake,
  type Line,
  type LinePart,
  type Part,
  type Save,
  type Sequence,
  type Step,
  type Take,
} from "./commands.ts";
import { Random } from "./random.ts";
import { WORKLOADS, type Workload } from "./workloads.ts";

const MAX_STEPS = 40;

export interface Shape {
  /** The most commands that are decided together. */
  mostTogether: number;
}

/** Makes a sequence of up to 40 steps; the same seed makes the same one. */
export function generate(seed: number, shape: Shape): Sequence {
  return new Generator(new Random(seed), shape).sequence();
}

class Generator {
  readonly #random: Random;
  readonly #shape: Shape;
  readonly #workload: Workload;
  readonly #ids: string[];
  readonly #scope: string | null;
  readonly #asked: Ask[] = [];
  #bookings = 0;
  #keys = 0;
  #seconds = 0;
  #maintenance = false;

  constructor(random: Random, shape: Shape) {
    this.#random = random;
    this.#shape = shape;
    this.#workload = random.pick(WORKLOADS);
    this.#ids = ["r0", "r1", "r2"].slice(0, random.pick([1, 1, 2, 3]));
    this.#scope = random.pick(["event", "event", "event", null]);
  }

  sequence(): Sequence {
    const { chance, pick, whole } = bound(this.#random);
    const resources = this.#ids.map((id) => ({
      id,
      capacity: pick([1, 2, 3, 4, 5, 8, 10]),
      rules: chance(this.#workload.ruled) ? this.#rules() : { ...NO_RULES, scope: this.#scope },
    }));
    const asks = this.#ids.map((resource): Ask => {
      return { command: { kind: "setWaiting", resource, waiting: true }, key: null, actsAs: "desk" };
    });
    const first: Step[] = this.#workload.waiting ? asks.map((ask) => ({ kind: "batch", asks: [ask] })) : [];
    const steps = Array.from({ length: whole(5, MAX_STEPS - first.length) }, () => this.#step());
    return { resources, steps: [...first, ...steps] };
  }

  #step(): Step {
    const kind = this.#random.weighted(this.#weightsOfSteps());
    if (kind === "maintenance") {
      this.#maintenance = !this.#maintenance;
      return { kind, on: this.#maintenance };
    }
    if (kind === "wait") {
      const seconds = this.#random.whole(1, 3) * 60;
      this.#seconds += seconds;
      return { kind, seconds };
    }
    const together = this.#random.chance(0.6) ? 1 : this.#random.whole(1, this.#shape.mostTogether);
    return { kind, asks: Array.from({ length: together }, () => this.#ask()) };
  }

  /** Maintenance does not stay on for long: it would be all that there is. */
  #weightsOfSteps(): Workload["steps"] {
    return this.#maintenance ? { ...this.#workload.steps, maintenance: 30 } : this.#workload.steps;
  }

  #ask(): Ask {
    const ask = this.#random.chance(0.12) ? this.#askAgain() : undefined;
    const made = ask ?? this.#askNew(this.#command(this.#random.weighted(this.#workload.commands)), null);
    if (!ask && ("claims" in made.command || "booking" in made.command) && made.command.kind !== "expire") {
      if (this.#random.chance(0.4)) made.key = `key${++this.#keys}`;
    }
    this.#asked.push(made);
    return made;
  }

  /** A key for the second time: mostly with the same body, sometimes with another. */
  #askAgain(): Ask | undefined {
    const keyed = this.#asked.filter((ask) => ask.key !== null);
    if (keyed.length === 0) return undefined;
    const { command, key, actsAs } = this.#random.pick(keyed);
    const same = isTake(command) ? { ...command, booking: ++this.#bookings } : command;
    if (this.#random.chance(0.75)) return { command: same, key, actsAs };
    return this.#askNew(this.#command(command.kind), key);
  }

  /** It is mostly the desk that books over capacity: others are refused all the same. */
  #askNew(command: Command, key: string | null): Ask {
    const isDesk = "over" in command && command.over === true && this.#random.chance(0.8);
    return { command, key, actsAs: isDesk ? "desk" : this.#actsAs() };
  }

  /** Mostly somebody whom the rules bind. */
  #actsAs(): ActsAs {
    return this.#random.pick(["attendee", "attendee", "attendee", "program", "desk", "system"] as const);
  }

  #command(kind: Command["kind"]): Command {
    const { chance, pick, whole } = bound(this.#random);
    switch (kind) {
      case "book":
      case "hold":
      case "offer":
        return this.#take(kind);
      case "confirm":
      case "expire":
        return { kind, booking: this.#booking() };
      case "changePerson":
        return { kind, booking: this.#booking(), person: pick(["aa01", "aa02", "aa02"]) };
      case "extend":
        return { kind, booking: this.#booking(), seconds: pick([60, 120]) };
      case "setDeadline":
        return { kind, booking: this.#booking(), until: this.#until() };
      case "cancel":
        return this.#cancel();
      case "change":
        return {
          kind,
          booking: this.#booking(),

          ...(chance(0.03) ? { claims: [], lines: null } : this.#contents()),
        };
      case "setCapacity":
        return {
          kind,
          resource: this.#resource(),
          capacity: whole(1, 10),
          shrink: chance(this.#workload.over),
        };
      case "setRules":
        return { kind, resource: this.#resource(), rules: this.#rules() };
      case "setWaiting":
        return { kind, resource: this.#resource(), waiting: chance(0.7) };
      case "saveResources":
        return { kind, resources: this.#saves() };
      case "cancelResource":
        return { kind, resource: this.#resource(), ifEmpty: chance(0.4) };
      default:
        return { kind, resource: this.#resource() };
    }
  }

  #cancel(): Command {
    const { chance } = bound(this.#random);
    const booking = this.#booking();
    if (chance(0.25)) return { kind: "cancel", booking, holdOnly: true, part: null };
    return { kind: "cancel", booking, holdOnly: false, part: this.#part() };
  }

  #saves(): Save[] {
    const { chance, pick, whole } = bound(this.#random);
    const some = this.#ids.filter(() => chance(0.8));
    const ids = some.length > 0 ? some : [pick(this.#ids)];
    if (chance(0.06)) ids.push("nowhere");
    return ids.map((resource) => ({
      resource,
      ...(chance(0.6) && { capacity: whole(1, 10) }),
      ...(chance(0.3) && { rules: this.#rules() }),
      ...(chance(0.4) && { transition: pick(["open", "open", "open", "close", "close", "cancel"] as const) }),
      ...(chance(0.15) && { ifEmpty: true }),
      ...(chance(this.#workload.over) && { shrink: true }),
    }));
  }

  #take(kind: Take["kind"]): Take {
    const { chance, pick } = bound(this.#random);
    const isKept = kind === "hold" && chance(this.#workload.kept);
    if (isKept) return this.#keep();
    const seconds =
      kind === "hold" ? pick(this.#workload.seconds) : kind === "offer" ? pick([60, 120]) : null;
    return {
      kind,
      booking: ++this.#bookings,
      ...this.#contents(),
      person: pick(this.#workload.persons),
      seconds,
      holder: kind === "hold" ? pick(this.#workload.holders) : null,
      network: kind === "hold" ? pick(this.#workload.networks) : null,
      as: kind === "book" ? pick(["guest", "guest", "walk_in", "test"]) : "guest",
      until: null,
      ...(kind === "book" && chance(this.#workload.over) && { over: true }),
    };
  }

  #contents(): { claims: Claim[]; lines: Line[] | null } {
    const { chance, pick, whole } = bound(this.#random);
    if (chance(0.5)) return { claims: this.#claims(), lines: null };
    const lines = Array.from({ length: pick([1, 1, 2, 3]) }, (): Line => {
      const ids = pick([1, 1, 2]) === 1 ? [this.#resource()] : this.#ids.slice(0, 2);
      return {
        quantity: pick([1, 1, 2, whole(1, 4)]),
        takes: ids.map((resource) => ({ resource, quantity: pick([1, 1, 1, 2]) })),
      };
    });
    return { claims: sumsOf(lines), lines };
  }

  /** A block or a tentative booking, which nobody's limit is about. */
  #keep(): Take {
    const { pick } = bound(this.#random);
    const nobody = { person: null, holder: null, network: null, seconds: null };
    const as = pick(["block", "tentative", "tentative"] as const);
    return {
      kind: "hold",
      booking: ++this.#bookings,
      ...this.#contents(),
      ...nobody,
      as,
      until: this.#until(),
    };
  }

  /** Mostly minutes ahead, so that it passes; now and then too early or too late, and a day from either. */
  #until(): number {
    const { chance, pick, whole } = bound(this.#random);
    const minutes = chance(0.85) ? whole(1, 8) : pick([-1, 0, 365 * 1_440, 367 * 1_440]);
    return BEGINNING + (this.#seconds + minutes * 60) * 1_000;
  }

  #claims(): Claim[] {
    const { pick, whole } = bound(this.#random);
    return Array.from({ length: pick([1, 1, 1, 2, 2, 3]) }, () => ({
      resource: this.#resource(),
      quantity: pick([1, 1, 1, 2, 2, whole(1, 6)]),
    }));
  }

  #part(): (Part | LinePart)[] | null {
    const { chance, pick, whole } = bound(this.#random);
    if (chance(0.5)) return null;
    if (chance(0.5))
      return Array.from({ length: pick([1, 1, 2]) }, () => ({
        position: whole(1, 3),
        quantity: whole(1, 2),
      }));
    return Array.from({ length: pick([1, 1, 2]) }, () => ({ place: whole(0, 3), quantity: whole(1, 2) }));
  }

  /** Mostly one of the latest; now and then a number that nothing has. */
  #booking(): number {
    const { chance, whole } = bound(this.#random);
    if (this.#bookings === 0 || chance(0.02)) return 0;
    return whole(chance(0.7) ? Math.max(1, this.#bookings - 4) : 1, this.#bookings);
  }

  #resource(): string {
    return this.#random.chance(0.015) ? "nowhere" : this.#random.pick(this.#ids);
  }

  #rules(): Rules {
    const { chance, pick, whole } = bound(this.#random);
    const moment = (probability: number, least: number, most: number) =>
      chance(probability) ? BEGINNING + (this.#seconds + whole(least, most) * 60) * 1_000 : null;
    return {
      opensAt: moment(0.25, -2, 3),
      closesAt: moment(0.2, -1, 8),
      cancelUntil: moment(0.25, -1, 6),
      maxPerBooking: chance(0.4) ? whole(1, 4) : null,
      maxPerPerson: chance(this.#workload.limited) ? whole(1, 4) : null,
      holdSeconds: pick([null, 60, 120]),
      scope: this.#scope,
    };
  }
}

function sumsOf(lines: Line[]): Claim[] {
  const sums = new Map<string, number>();
  for (const { quantity, takes } of lines)
    for (const each of takes)
      sums.set(each.resource, (sums.get(each.resource) ?? 0) + each.quantity * quantity);
  return Array.from(sums, ([resource, quantity]) => ({ resource, quantity }));
}

function bound(random: Random) {
  return {
    chance: (probability: number) => random.chance(probability),
    pick: <T>(list: readonly T[]) => random.pick(list),
    whole: (least: number, most: number) => random.whole(least, most),
  };
}
