import { canonicalJson } from "#app/booking/idempotency.ts";
import type { Outcome } from "#app/booking/request.ts";
import type { Booking, Resource } from "#app/booking/world.ts";
import type { Ask } from "./commands.ts";
import type { Model, ModelAnswer } from "./model.ts";
import { isActive, type ModelBooking, type ModelLine } from "./model-world.ts";
import type { Observed } from "./subject.ts";

/** Answers complaints about an answer: what the engine said, against what the model says. */
export function compareAnswer(ask: Ask, said: Outcome, answer: ModelAnswer): string[] {
  const about = `${ask.command.kind}${ask.key ? ` under ${ask.key}` : ""}`;
  const got = said.ok ? "yes" : said.refusal;
  const expected = answer.refusal ?? "yes";
  if (got !== expected) return [`${about}: the engine says ${got}, the model ${expected}`];
  const complaints: string[] = [];
  if (said.replayed !== (answer.replays !== undefined)) {
    complaints.push(
      `${about}: ${said.replayed ? "an answer of before" : "a new answer"} where it should not be`,
    );
  }
  if (said.ok && said.warnings.join() !== answer.warnings.join()) {
    complaints.push(`${about}: the engine warns of ${said.warnings}, the model of ${answer.warnings}`);
  }
  if (said.ok && said.booking && answer.booking) {
    complaints.push(
      ...compareBooking(said.booking, answer.booking).map((each) => `${about}, its answer: ${each}`),
    );
  }
  return complaints;
}

/** Complains where the answer of before, under its key, is not the same now: in anything that is shown to anybody. */
export function compareReplay(said: Outcome, first: Outcome): string[] {
  const [again, before] = [shown(said), shown(first)];
  return again === before ? [] : [`the answer under a key was ${before} and is now ${again}`];
}

function shown(outcome: Outcome): string {
  const { replayed, ...answer } = outcome;
  if (!answer.ok || !answer.booking) return canonicalJson(answer);
  const { id, reference, fate, clientId, expiresAt, createdAt, reservations, kind, lines } = answer.booking;
  const places = reservations.map((each) => [
    ...[each.id, each.resourceId, each.quantity, each.status, each.sequence, each.decidedAt, each.createdAt],
  ]);
  return canonicalJson([
    ...[answer.sequence, answer.remaining, answer.at, answer.warnings],
    ...[id, reference, fate, clientId, expiresAt, createdAt, places, kind, lines],
  ]);
}

/** What an answer's numbers may be about, and how long the ledgers were when it was asked. */
export interface WitnessOf {
  resources: string[];
  lengths: ReadonlyMap<string, number>;
}

/** A witness is true when a ledger that it may be about has that sequence, and so much remained then. */
export function compareWitness(said: Outcome, of: WitnessOf, ledger: Observed["ledger"]): string[] {
  const { sequence, remaining } = said;
  // What has ended stays so: a refusal that says this needs no lock, and so it has no sequence.
  const needsNone = !said.ok && ["INVALID_STATE", "HOLD_EXPIRED", "BOOKING_NOT_FOUND"].includes(said.refusal);
  const known = of.resources.filter((id) => ledger.has(id));
  if (sequence === 0 && remaining === 0 && (needsNone || known.length < of.resources.length)) return [];
  const isTrue = known.some((id) => {
    const row = ledger.get(id)?.[sequence - 1];
    const left = row && row.capacity - row.booked - row.held - row.setAside;
    return left === remaining && sequence >= (of.lengths.get(id) ?? 1);
  });
  return isTrue
    ? []
    : [`an answer says that ${remaining} remained at sequence ${sequence}, and no ledger does`];
}

/** Answers complaints about what is stored. `late` is how many milliseconds a deadline may be later than the model's. */
export function compareState(observed: Observed, model: Model, late: number): string[] {
  return [
    ...observed.resources.flatMap((resource) => compareResource(resource, model)),
    ...observed.limits.flatMap(({ scope, person, taken }) => {
      const expected = model.takenByPerson(scope, person, []);
      return taken === expected ? [] : [`${person} has taken ${taken}, the model says ${expected}`];
    }),
    ...[...model.bookings].flatMap(([number, expected]) => {
      const booking = observed.bookings.get(number);
      if (!booking) return [`booking #${number} is missing`];
      return [...compareBooking(booking, expected), ...compareRest(booking, expected, late)].map(
        (each) => `booking #${number}: ${each}`,
      );
    }),
  ];
}

function compareResource(resource: Resource, model: Model): string[] {
  const expected = model.resources.get(resource.id);
  if (!expected) return [`${resource.id} should not be there`];
  const { id, capacity, over, booked, held, setAside, waiting, blocked } = resource;
  return differences(
    { capacity, over, booked, held, setAside, waiting, state: resource.state, blocked },
    {
      capacity: model.capacityOf(expected),
      over: model.overOf(expected),
      booked: model.taken(id, "CONFIRMED"),
      held: model.taken(id, "PENDING"),
      setAside: expected.setAside,
      waiting: expected.waiting,
      state: expected.state,
      blocked: model.blocked(id),
    },
  ).map((each) => `${id}: ${each}`);
}

function compareBooking(
  { fate, kind, reservations, lines }: Booking,
  expected: Pick<ModelBooking, "fate" | "kind" | "places" | "lines">,
): string[] {
  const words = (id: string, quantity: number, status: string) => `${quantity}×${id} ${status}`;
  return differences(
    {
      fate,
      kind,
      places: reservations.map((each) => words(each.resourceId, each.quantity, each.status)).join(", "),
      lines: lines.map(lineWords).join(", "),
    },
    {
      fate: expected.fate,
      kind: expected.kind,
      places: expected.places.map((each) => words(each.resource, each.quantity, each.status)).join(", "),
      lines: expected.lines.map(modelLineWords).join(", "),
    },
  );
}

function compareRest(
  { counted, extended, expiresAt }: Booking,
  expected: ModelBooking,
  late: number,
): string[] {
  const complaints = differences<Pick<ModelBooking, "counted" | "extended">>({ counted, extended }, expected);
  if (!expected.places.some(isActive) || expected.fate !== "pending") return complaints;
  const delay = (expiresAt ?? 0) - (expected.deadline ?? 0);
  return delay >= 0 && delay <= late ? complaints : [...complaints, `its deadline is off by ${delay} ms`];
}

function differences<Said extends object>(said: Said, expected: Said): string[] {
  return (Object.keys(said) as (keyof Said)[])
    .filter((name) => said[name] !== expected[name])
    .map((name) => `${String(name)} is ${said[name]}, the model says ${expected[name]}`);
}

function lineWords({ position, quantity, takes }: Booking["lines"][number]): string {
  return `${position}: ${quantity} of ${takes.map((each) => `${each.quantity}×${each.resourceId}`).join(" ")}`;
}

function modelLineWords({ position, quantity, takes }: ModelLine): string {
  return `${position}: ${quantity} of ${takes.map((each) => `${each.quantity}×${each.resource}`).join(" ")}`;
}
