import { NO_RULES } from "#app/booking/world.ts";
import type { Claim, Command, NewResource, Sequence, Step, Take } from "./commands.ts";

/** Sequences that have told an engine and the model apart, by what was wrong: too rare to wait for until they come. */
export const TOLD_APART: Record<string, Sequence> = {
  "a change minds what its person has in other bookings": sequence([
    book(1, [{ resource: "r0", quantity: 1 }]),
    book(2, [{ resource: "r0", quantity: 2 }]),
    change(1, [{ resource: "r0", quantity: 3 }]),
  ]),
  "a change that is refused for two reasons tells the foremost": sequence([
    book(1, [{ resource: "r0", quantity: 1 }]),
    change(1, [{ resource: "r0", quantity: 9 }]),
  ]),
  "a change to a resource with a limit is limited": sequence([
    book(1, [{ resource: "r1", quantity: 4 }]),
    change(1, [{ resource: "r0", quantity: 4 }]),
  ]),
  "a booking that has left its first resource answers with numbers of where it is": sequence([
    book(1, [{ resource: "r0", quantity: 1 }]),
    change(1, [{ resource: "r1", quantity: 1 }]),
    { kind: "cancel", booking: 1, holdOnly: false, part: null },
  ]),
  "a hold is not confirmed after its time where more is taken than planned": sequence([
    hold(1, [{ resource: "r1", quantity: 2 }]),
    { ...book(2, [{ resource: "r1", quantity: 7 }]), over: true },
    { kind: "wait", seconds: 120 },
    { kind: "confirm", booking: 1 },
  ]),
  "a change of more than the plan keeps what it takes again, and the rest comes down before it is set aside":
    sequence([
      { kind: "setWaiting", resource: "r1", waiting: true },
      book(1, [{ resource: "r1", quantity: 6 }]),
      { ...book(2, [{ resource: "r1", quantity: 4 }]), over: true },
      change(1, [{ resource: "r1", quantity: 5 }]),
      change(1, [{ resource: "r1", quantity: 3 }]),
      { kind: "giveBack", resource: "r1" },
    ]),
  "rules are set by the same batch that frees several holds": sequence([
    hold(1, [{ resource: "r1", quantity: 1 }]),
    hold(2, [{ resource: "r1", quantity: 1 }]),
    { kind: "wait", seconds: 120 },
    { kind: "setRules", resource: "r1", rules: { ...NO_RULES, scope: "event", maxPerPerson: 2 } },
  ]),
};

type Wait = Extract<Step, { kind: "wait" }>;

function sequence(commands: (Command | Wait)[]): Sequence {
  const resources: NewResource[] = [
    { id: "r0", capacity: 8, rules: { ...NO_RULES, scope: "event", maxPerPerson: 3 } },
    { id: "r1", capacity: 8, rules: { ...NO_RULES, scope: "event" } },
  ];
  const steps = commands.map(
    (command): Step =>
      command.kind === "wait"
        ? command
        : { kind: "batch", asks: [{ command, key: null, actsAs: "over" in command ? "desk" : "attendee" }] },
  );
  return { resources, steps };
}

function book(booking: number, claims: Claim[]): Take {
  return {
    kind: "book",
    booking,
    claims,
    lines: null,
    person: "aa01",
    seconds: null,
    holder: null,
    network: null,
    as: "guest",
    until: null,
  };
}

function hold(booking: number, claims: Claim[]): Take {
  return { ...book(booking, claims), kind: "hold", seconds: 60 };
}

function change(booking: number, claims: Claim[]): Command {
  return { kind: "change", booking, claims, lines: null };
}
