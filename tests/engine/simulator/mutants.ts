import { chainHash } from "#app/booking/internal/committing/chain.ts";
import type { Changes } from "#app/booking/internal/deciding/changes.ts";
import { accept, refuse } from "#app/booking/internal/deciding/decision.ts";
import type { Booking, Resource, World } from "#app/booking/world.ts";
import { type EngineParts, REAL_PARTS } from "./memory-engine.ts";

export interface Mutant {
  /** A complaint that has to be among those of the step in which it is found. */
  reports: RegExp;
  parts: EngineParts;
}

const { decide, applyDecision } = REAL_PARTS;
type Write = EngineParts["beforeWrite"];

const cancelTwice: typeof decide = (world, command, now, actsAs) => {
  const honest = decide(world, command, now, actsAs);
  if (honest.accepted || command.kind !== "cancel" || honest.refusal !== "INVALID_STATE") return honest;
  const booking = world.bookings.get(command.bookingId);
  if (booking?.fate !== "cancelled") return honest;
  reviveLast(world, booking);
  return decide(world, { ...command, part: null, holdOnly: false }, now, "desk");
};

/** As if nobody had noted that it is cancelled; the assertion against freeing more than is taken is kept content. */
function reviveLast(world: World, booking: Booking): void {
  const last = booking.reservations.filter((each) => each.status === "CANCELLED").at(-1);
  const resource = last && world.resources.get(last.resourceId);
  if (!resource || resource.booked < last.quantity) return;
  booking.fate = "confirmed";
  last.status = "CONFIRMED";
}

const withOneMore = (world: World): World => ({
  ...world,
  resources: new Map(
    Array.from(world.resources, ([id, each]) => [id, { ...each, capacity: each.capacity + 1 }]),
  ),
});

/** Takes one place more than there is, and writes it as honestly as an engine can that does not see its mistake. */
const ONE_PLACE_MORE: Pick<EngineParts, "decide" | "applyDecision"> = {
  decide: (world, command, now, actsAs) =>
    decide(command.kind === "book" && !command.over ? withOneMore(world) : world, command, now, actsAs),
  applyDecision: (world, changes, request, decision, at) => {
    const takes = decision.accepted && request.command.kind === "book" && !request.command.over;
    const honest = decide(world, request.command, at, request.actsAs);
    if (!takes || honest.accepted) return applyDecision(world, changes, request, decision, at);
    const heads = new Map(Array.from(world.resources.values(), (each) => [each.id, each.head]));
    const before = changes.ledger.length;
    for (const resource of world.resources.values()) resource.capacity += 1;
    const outcome = applyDecision(world, changes, request, decision, at);
    for (const resource of world.resources.values()) resource.capacity -= 1;
    for (const row of changes.ledger.slice(before)) {
      row.capacity -= 1;
      row.hash = chainHash(heads.get(row.resourceId) ?? row.hash, row);
      heads.set(row.resourceId, row.hash);
      const resource = world.resources.get(row.resourceId);
      if (!resource) continue;
      resource.head = row.hash;
      resource.lowestMargin = Math.min(
        resource.lowestMargin,
        row.capacity - row.booked - row.held - row.setAside,
      );
    }
    return { ...outcome, remaining: outcome.remaining - 1 };
  },
};

const refuseTheLast: typeof decide = (world, command, now, actsAs) => {
  const honest = decide(world, command, now, actsAs);
  if (!honest.accepted || command.kind !== "book") return honest;
  const asks = (id: string) =>
    command.claims.reduce((sum, each) => sum + (each.resourceId === id ? each.quantity : 0), 0);
  const isLast = ({ id, capacity, booked, held, setAside }: Resource) =>
    asks(id) > 0 && asks(id) === capacity - booked - held - setAside;
  return [...world.resources.values()].some(isLast) ? refuse("RESOURCE_FULL") : honest;
};

const forgetRefusals: Write = (changes) => {
  for (const [hash, row] of changes.keys) if (row.outcome !== "ok") changes.keys.delete(hash);
};

function skipOneInFifty(): Write {
  let written = 0;
  return (changes: Changes) => {
    for (const [id, resource] of changes.resources) {
      const last = changes.ledger.findLast((row) => row.resourceId === id);
      if (!last || last.bookedDelta + last.heldDelta === 0 || ++written % 50 !== 0) continue;
      const { bookedDelta, heldDelta } = last;
      const [booked, held] = [resource.booked - bookedDelta, resource.held - heldDelta];
      changes.resources.set(id, { ...resource, booked, held });
    }
  };
}

const sequenceFromClock: Write = (changes, now) => {
  for (const row of changes.ledger) row.sequence = now + row.sequence;
};

const confirmLate: typeof decide = (world, command, now, actsAs) =>
  decide(world, command, command.kind === "confirm" ? 0 : now, actsAs);

const withoutWaitlist: typeof applyDecision = (world, ...rest) => {
  const waiting = [...world.resources.values()].filter((each) => each.waiting);
  for (const resource of waiting) resource.waiting = false;
  const outcome = applyDecision(world, ...rest);
  const { command } = rest[1];
  const isSet = (id: string) =>
    command.kind === "setWaiting" && command.resourceId === id && !command.waiting;
  for (const resource of waiting) resource.waiting = !isSet(resource.id);
  return outcome;
};

const replaceNothing: typeof decide = (world, command, now, actsAs) => {
  if (command.kind !== "hold") return decide(world, command, now, actsAs);
  const decision = decide(world, { ...command, holder: null }, now, actsAs);
  return decision.accepted ? { ...decision, replaces: [] } : decision;
};

const changeInFull: typeof decide = (world, command, now, actsAs) => {
  const honest = decide(world, command, now, actsAs);
  if (!honest.accepted || command.kind !== "change") return honest;
  const fits = command.claims.every(({ resourceId, quantity }) => {
    const resource = world.resources.get(resourceId);
    if (!resource) return true;
    return quantity <= resource.capacity - resource.booked - resource.held - resource.setAside;
  });
  return fits ? honest : refuse("RESOURCE_FULL");
};

const confirmCancelled: typeof decide = (world, command, now, actsAs) => {
  if (command.kind !== "confirm") return decide(world, command, now, actsAs);
  const resources = Array.from(world.resources, ([id, each]) => [id, { ...each, state: "OPEN" }] as const);
  return decide({ ...world, resources: new Map(resources) }, command, now, actsAs);
};

const fillUp: typeof decide = (world, command, now, actsAs) => {
  const honest = decide(world, command, now, actsAs);
  const isFull = !honest.accepted && honest.refusal === "RESOURCE_FULL";
  if (!isFull || actsAs !== "desk" || command.kind !== "book") return honest;
  return accept([]);
};

const unboundByCutOffs: typeof decide = (world, command, now, actsAs) =>
  decide(world, command, now, command.kind === "cancel" ? "desk" : actsAs);

const boundByLimits: typeof decide = (world, command, now, actsAs) =>
  decide(world, command, now, command.kind === "book" && actsAs === "desk" ? "attendee" : actsAs);

const forgetWarnings: Write = (changes) => {
  for (const row of changes.keys.values()) {
    if (row.details) row.details = { ...row.details, warnings: [] };
  }
};

/** As the loop over single commands did it: what comes before the one that is refused stays saved. */
const saveSomeOfIt: typeof applyDecision = (world, changes, request, decision, at) => {
  const { command } = request;
  if (decision.accepted || command.kind !== "saveResources")
    return applyDecision(world, changes, request, decision, at);
  const refused = decision.claims.map((claim) => claim.resourceId);
  const first = command.resources.findIndex((save) => refused.includes(save.resourceId));
  const saved = { kind: command.kind, resources: command.resources.slice(0, first) };
  const some = decide(world, saved, at, request.actsAs);
  if (some.accepted) applyDecision(world, changes, { ...request, command: saved }, some, at);
  return applyDecision(world, changes, request, decision, at);
};

const closeWhatIsCancelled: typeof decide = (world, command, now, actsAs) => {
  const { resourceId } = command.kind === "cancelResource" ? command : {};
  return decide(world, resourceId === undefined ? command : { kind: "close", resourceId }, now, actsAs);
};

const keepBlocked: typeof applyDecision = (world, ...rest) => {
  const before = new Map(Array.from(world.resources, ([id, { blocked }]) => [id, blocked]));
  const outcome = applyDecision(world, ...rest);
  if (rest[1].command.kind !== "confirm") return outcome;
  for (const resource of world.resources.values()) resource.blocked = before.get(resource.id) ?? 0;
  return outcome;
};

/** The blocks of the world as holds of guests. */
const withoutBlocks = (world: World): World => ({
  ...world,
  bookings: new Map(
    Array.from(world.bookings, ([id, each]) => [
      id,
      each.kind === "block" ? { ...each, kind: "guest" } : each,
    ]),
  ),
});

const confirmBlocks: typeof decide = (world, command, now, actsAs) =>
  decide(command.kind === "confirm" ? withoutBlocks(world) : world, command, now, actsAs);

const ignoreDeadlines: typeof decide = (world, command, now, actsAs) =>
  decide(
    world,
    command.kind === "hold" && command.bookingKind === "tentative"
      ? { ...command, until: undefined }
      : command,
    now,
    actsAs,
  );

const releaseAnything: typeof decide = (world, command, now, actsAs) =>
  decide(world, command.kind === "cancel" ? { ...command, holdOnly: false } : command, now, actsAs);

const cancelWhatIsHeld: typeof decide = (world, command, now, actsAs) =>
  decide(world, command.kind === "cancelResource" ? { ...command, ifEmpty: false } : command, now, actsAs);

const keepLines: typeof decide = (world, command, now, actsAs) => {
  const honest = decide(world, command, now, actsAs);
  if (!honest.accepted || command.kind !== "cancel") return honest;
  const { lines, ...rest } = honest;
  return rest;
};

const freeMore: typeof decide = (world, command, now, actsAs) => {
  if (command.kind !== "cancel" || !command.part || !("lines" in command.part))
    return decide(world, command, now, actsAs);
  const lines = command.part.lines.map((each) => ({ ...each, quantity: each.quantity + 1 }));
  const more = decide(world, { ...command, part: { lines } }, now, actsAs);
  return more.accepted ? more : decide(world, command, now, actsAs);
};

/**
 * Bugs that an engine could have, and that a simulation must find. What would stop them in the product besides, its own
 * assertions and the database's constraints, is out of their way: so only the comparison can see them.
 */
export const MUTANTS: Record<string, Mutant> = {
  "no lock: two batches decide on the same state": {
    reports:
      /stands where \d+ should|booked is \d+, the model says \d+|the engine says BOOKING_NOT_FOUND, the model/,
    parts: { ...REAL_PARTS, locks: false },
  },
  "no idempotency: a key is forgotten": {
    reports:
      /the engine says \w+, the model IDEMPOTENCY_KEY_REUSED|a new answer where it should not be|the answer under a key was/,
    parts: { ...REAL_PARTS, findReplay: () => undefined },
  },
  "double cancel: what is cancelled is cancelled again": {
    reports: /a place was freed twice/,
    parts: { ...REAL_PARTS, decide: cancelTwice },
  },
  "off by one: one place more than there is": {
    reports: /oversold by 1/,
    parts: { ...REAL_PARTS, ...ONE_PLACE_MORE },
  },
  "false refusal: what fits exactly is refused": {
    reports: /the engine says RESOURCE_FULL, the model yes/,
    parts: { ...REAL_PARTS, decide: refuseTheLast },
  },
  "refusals do not stick: a key keeps successes alone": {
    reports:
      /a new answer where it should not be|the engine says \w+, the model (RESOURCE_FULL|IDEMPOTENCY_KEY_REUSED)/,
    parts: { ...REAL_PARTS, beforeWrite: forgetRefusals },
  },
  "counter skipped: one change in fifty is not counted": {
    reports: /the resource's (booked|held) is \d+, its ledger says/,
    parts: { ...REAL_PARTS, beforeWrite: skipOneInFifty() },
  },
  "sequence from the clock of the instance": {
    reports: /sequence \d{13} stands where/,
    parts: { ...REAL_PARTS, beforeWrite: sequenceFromClock },
  },
  "a hold confirmed after its time, without taking anew": {
    reports: /the engine says yes, the model HOLD_EXPIRED|places is \d×r\d CONFIRMED/,
    parts: { ...REAL_PARTS, decide: confirmLate },
  },
  "freed places go to everyone in spite of a waitlist": {
    reports: /setAside is \d+, the model says \d/,
    parts: { ...REAL_PARTS, applyDecision: withoutWaitlist },
  },
  "a new hold leaves the holder's old one standing": {
    reports: /fate is pending, the model says cancelled/,
    parts: { ...REAL_PARTS, decide: replaceNothing },
  },
  "a change is decided on all that it asks for, not on the net": {
    reports: /change.*the engine says RESOURCE_FULL, the model yes/,
    parts: { ...REAL_PARTS, decide: changeInFull },
  },
  "a hold of what was cancelled is confirmed": {
    reports:
      /confirm.*the engine (says (yes|HOLD_EXPIRED|TOO_MANY_PER_PERSON), the model (RESOURCE_CANCELLED|HOLD_EXPIRED)|warns of .*RESOURCE_CLOSED)/,
    parts: { ...REAL_PARTS, decide: confirmCancelled },
  },
  "a resource is cancelled, if empty, although something is booked": {
    reports: /cancelResource.*the engine says yes, the model CAPACITY_BELOW_BOOKED/,
    parts: { ...REAL_PARTS, decide: cancelWhatIsHeld },
  },
  "what is blocked is not lowered by a confirmation": {
    reports: /blocked is \d+, the model says \d+/,
    parts: { ...REAL_PARTS, applyDecision: keepBlocked },
  },
  "a block is confirmed": {
    reports: /confirm.*the engine says (yes|HOLD_EXPIRED|RESOURCE_CANCELLED), the model INVALID_STATE/,
    parts: { ...REAL_PARTS, decide: confirmBlocks },
  },
  "the deadline of a tentative booking is ignored": {
    reports: /its deadline is off by|hold.*the engine says yes, the model INVALID_STATE/,
    parts: { ...REAL_PARTS, decide: ignoreDeadlines },
  },
  "a release ends what was confirmed meanwhile": {
    reports: /cancel.*the engine says yes, the model INVALID_STATE/,
    parts: { ...REAL_PARTS, decide: releaseAnything },
  },
  "resources that are saved together are saved one by one until one is refused": {
    reports: /r\d: (capacity|state) is \w+, the model says|the engine says NOT_OPEN_YET, the model yes/,
    parts: { ...REAL_PARTS, applyDecision: saveSomeOfIt },
  },
  "what is cancelled is only closed": {
    reports:
      /the engine says \w+, the model (RESOURCE_CANCELLED|CAPACITY_BELOW_BOOKED)|state is CLOSED, the model says CANCELLED/,
    parts: { ...REAL_PARTS, decide: closeWhatIsCancelled },
  },
  "the desk books although nothing is left": {
    reports: /book.*the engine says yes, the model RESOURCE_FULL|claims are the sum of lines/,
    parts: { ...REAL_PARTS, decide: fillUp },
  },
  "an attendee cancels after the deadline": {
    reports: /cancel.*the engine says yes, the model BOOKING_CLOSED/,
    parts: { ...REAL_PARTS, decide: unboundByCutOffs },
  },
  "the desk is bound as an attendee is": {
    reports: /book.*the engine says [A-Z_]+, the model (yes|RESOURCE_FULL)/,
    parts: { ...REAL_PARTS, decide: boundByLimits },
  },
  "the answer under a key has lost its warnings": {
    reports: /the engine warns of , the model of [A-Z_]+/,
    parts: { ...REAL_PARTS, beforeWrite: forgetWarnings },
  },
  "lines stay as they were when a part is cancelled": {
    reports: /claims are the sum of lines/,
    parts: { ...REAL_PARTS, decide: keepLines },
  },
  "a cancelled part of a line frees a unit more": {
    reports: /lines is|places is|fate is/,
    parts: { ...REAL_PARTS, decide: freeMore },
  },
  "lines are decided on and not written": {
    reports: /lines is/,
    parts: { ...REAL_PARTS, beforeWrite: (changes) => changes.formerLines.clear() },
  },
  "a person's limit forgets the bookings of before": {
    reports:
      /the engine (says (yes|RESOURCE_FULL), the model |warns of .*, the model of .*)TOO_MANY_PER_PERSON/,
    parts: { ...REAL_PARTS, decide: (world, ...rest) => decide({ ...world, limits: new Map() }, ...rest) },
  },
};
