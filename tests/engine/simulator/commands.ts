import type { BookingKind } from "#app/booking/states.ts";
import type { Rules } from "#app/booking/world.ts";
import type { ActsAs } from "#app/platform/ctx.ts";

/** What a simulation does. Bookings go by numbers of the sequence's own, so that steps can be left out of it. */
export interface Sequence {
  resources: NewResource[];
  steps: Step[];
}

export interface NewResource {
  id: string;
  capacity: number;
  rules: Rules;
}

export type Step =
  | { kind: "batch"; asks: Ask[] }
  | { kind: "wait"; seconds: number }
  | { kind: "maintenance"; on: boolean };

/** A command, perhaps under an idempotency key. */
export interface Ask {
  command: Command;
  key: string | null;
  /** Whether booking rules bind whoever asks. */
  actsAs: ActsAs;
}

export interface Claim {
  resource: string;
  quantity: number;
}

/** Units of which each takes the same. */
export interface Line {
  quantity: number;
  takes: Claim[];
}

export interface Take {
  kind: "book" | "hold" | "offer";
  /** The number of the booking that it makes. */
  booking: number;
  /** Bare claims, or the sum of what the lines take. */
  claims: Claim[];
  lines: Line[] | null;
  person: string | null;
  /** Of holds and offers; null where the rules say. */
  seconds: number | null;
  /** Of holds: whose browser, and which network. */
  holder: string | null;
  network: string | null;
  as: BookingKind;
  /** Of blocks and tentative bookings: the deadline, epoch milliseconds of the simulation. */
  until: number | null;
  /** Of bookings: whether the desk takes what is missing beyond the capacity. */
  over?: boolean;
}

export type Command =
  | Take
  | { kind: "confirm" | "expire"; booking: number }
  | { kind: "changePerson"; booking: number; person: string }
  | { kind: "extend"; booking: number; seconds: number }
  | { kind: "setDeadline"; booking: number; until: number }
  | { kind: "cancel"; booking: number; holdOnly: boolean; part: (Part | LinePart)[] | null }
  | { kind: "change"; booking: number; claims: Claim[]; lines: Line[] | null }
  | { kind: "setCapacity"; resource: string; capacity: number; shrink: boolean }
  | { kind: "setRules"; resource: string; rules: Rules }
  | { kind: "setWaiting"; resource: string; waiting: boolean }
  | { kind: "open" | "close" | "giveBack"; resource: string }
  | { kind: "saveResources"; resources: Save[] }
  | { kind: "cancelResource"; resource: string; ifEmpty: boolean };

/** What one of several resources becomes that are saved together. */
export interface Save {
  resource: string;
  capacity?: number;
  rules?: Rules;
  transition?: "open" | "close" | "cancel";
  ifEmpty?: boolean;
  shrink?: boolean;
}

/** How much of a booking's n-th place, counted over all that it ever had. */
export interface Part {
  place: number;
  quantity: number;
}

/** How much of the line at a position. */
export interface LinePart {
  position: number;
  quantity: number;
}

/** When every simulation begins; epoch milliseconds. */
export const BEGINNING = 1_800_000_000_000;

export function isOfLine(part: Part | LinePart): part is LinePart {
  return "position" in part;
}

export function isTake(command: Command): command is Take {
  return command.kind === "book" || command.kind === "hold" || command.kind === "offer";
}

/** What a key stands for. The number of a new booking is the simulation's own and no part of what is asked. */
export function bodyOf({ command, actsAs }: Ask): string {
  return JSON.stringify([isTake(command) ? { ...command, booking: 0 } : command, actsAs]);
}

/** A sequence as a person reads it, a line a step. */
export function wordsOf({ resources, steps }: Sequence): string {
  const made = resources.map(({ id, capacity, rules }) => `${id}: ${capacity} places${rulesOf(rules)}`);
  const done = steps.map((step, index) => `${String(index + 1).padStart(3)}. ${stepWords(step)}`);
  return [...made, ...done].join("\n");
}

function stepWords(step: Step): string {
  if (step.kind === "wait") return `wait ${step.seconds} s`;
  if (step.kind === "maintenance") return `maintenance ${step.on ? "on" : "off"}`;
  return step.asks.map(askWords).join("  |  together with  |  ");
}

function askWords({ command, key, actsAs }: Ask): string {
  const { kind, ...rest } = command;
  const words = Object.entries(rest).flatMap(([name, value]) => {
    if (value === null || value === false) return [];
    if (name === "claims" && rest && "lines" in rest && rest.lines) return [];
    if (name === "lines") return (value as Line[]).map(lineWords);
    if (name === "claims") return (value as Claim[]).map((claim) => `${claim.quantity}×${claim.resource}`);
    if (name === "booking") return `#${value}`;
    if (name === "as" && value === "guest") return [];
    if (name === "until") return [`until=${since(value as number)}`];
    if (name === "rules") return rulesOf(value as Rules).trim() || "none";
    return `${name}=${JSON.stringify(value)}`;
  });
  return [kind, ...words, `as ${actsAs}`, ...(key ? [`under ${key}`] : [])].join(" ");
}

function lineWords({ quantity, takes }: Line): string {
  return `${quantity}×(${takes.map((each) => `${each.quantity}×${each.resource}`).join(" + ")})`;
}

function rulesOf(rules: Rules): string {
  return Object.entries(rules)
    .filter(([, value]) => value !== null)
    .map(
      ([name, value]) => ` ${name}=${typeof value === "number" && value > 1_000_000 ? since(value) : value}`,
    )
    .join("");
}

const since = (at: number) => `${at < BEGINNING ? "" : "+"}${(at - BEGINNING) / 1_000}s`;
