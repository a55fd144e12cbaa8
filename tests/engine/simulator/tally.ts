import type { Subject } from "./subject.ts";

/** What cannot be, and what takes too many steps to come by often. */
const RARE = ["book HOLD_LIMIT", "offer HOLD_LIMIT", "offer again"];

/** Answers that a simulation has to come to if it is to say anything about them. */
const WANTED = [
  ...takes("book", "hold", "offer").filter((each) => !RARE.includes(each)),
  ...["confirm yes", "confirm late", "confirm again", "confirm HOLD_EXPIRED", "confirm INVALID_STATE"],
  ...["confirm RESOURCE_CANCELLED", "change RESOURCE_CANCELLED", "cancelResource CAPACITY_BELOW_BOOKED"],
  ...[
    "changePerson yes",
    "changePerson TOO_MANY_PER_PERSON",
    "changePerson INVALID_STATE",
    "extend yes",
    "extend HOLD_EXPIRED",
    "extend INVALID_STATE",
    "extend RENEWAL_LIMIT",
    "setDeadline yes",
    "setDeadline HOLD_EXPIRED",
    "setDeadline INVALID_STATE",
    "hold INVALID_STATE",
    "hold RENEWAL_LIMIT",
    "expire yes",
    "expire INVALID_STATE",
  ],
  ...["cancel yes", "cancel part", "cancel again", "cancel INVALID_STATE", "cancel BOOKING_CLOSED"],
  ...["change yes", "change again", "change HOLD_EXPIRED", "change INVALID_STATE", "change BOOKING_CLOSED"],
  ...["change MAINTENANCE_MODE", "change RESOURCE_CLOSED", "change NOT_OPEN_YET", "change RESOURCE_FULL"],
  ...["change TOO_MANY_PER_BOOKING", "change TOO_MANY_PER_PERSON", "change RESOURCE_NOT_FOUND"],
  ...[
    "setCapacity yes",
    "setCapacity CAPACITY_BELOW_BOOKED",
    "setRules yes",
    "setWaiting yes",
    "giveBack yes",
  ],
  ...[
    "open yes",
    "close yes",
    "cancelResource yes",
    "saveResources yes",
    "saveResources CAPACITY_BELOW_BOOKED",
    "saveResources RESOURCE_NOT_FOUND",
    "cancel BOOKING_NOT_FOUND",
  ],
];

function takes(...kinds: string[]): string[] {
  const answers =
    "yes again MAINTENANCE_MODE RESOURCE_CANCELLED RESOURCE_CLOSED NOT_OPEN_YET BOOKING_CLOSED TOO_MANY_PER_BOOKING";
  const others = "TOO_MANY_PER_PERSON HOLD_LIMIT RESOURCE_FULL IDEMPOTENCY_KEY_REUSED";
  return kinds.flatMap((kind) => `${answers} ${others}`.split(" ").map((answer) => `${kind} ${answer}`));
}

/** Counts the answers of engines by command, so that a test can tell that nothing was left out. */
export class Tally {
  readonly counts = new Map<string, number>();

  /** The engine, with its answers counted. */
  of(subject: Subject): Subject {
    return {
      perform: async (asks) => {
        const outcomes = await subject.perform(asks);
        for (const [index, { command }] of asks.entries()) {
          const said = outcomes[index];
          if (!said) continue;
          const words = said.ok ? [said.replayed ? "again" : "yes"] : [said.refusal];
          const places = said.ok && !said.replayed ? (said.booking?.reservations ?? []) : [];
          if (places.some((each) => each.status === "EXPIRED")) words.push("late");
          if (said.ok && said.booking?.fate !== "cancelled") words.push("part");
          for (const word of words) this.#count(`${command.kind} ${word}`);
        }
        return outcomes;
      },
      wait: (seconds) => subject.wait(seconds),
      setMaintenance: (on) => subject.setMaintenance(on),
      observe: () => subject.observe(),
    };
  }

  /** The wanted answers that came fewer times than that. */
  missing(times: number): string[] {
    return WANTED.filter((each) => (this.counts.get(each) ?? 0) < times).map(
      (each) => `${each}: ${this.counts.get(each) ?? 0}`,
    );
  }

  #count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }
}
