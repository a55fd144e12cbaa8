import type { BookingKind } from "#app/booking/states.ts";
import type { Resource, Rules } from "#app/booking/world.ts";
import { BEGINNING, type Claim, type Line, type NewResource } from "./commands.ts";

/** The state of the model. What a resource has taken is kept nowhere: it is the sum over its bookings, each time. */

export interface ModelResource {
  id: string;
  /** The planned capacity. */
  plan: number;
  state: Resource["state"];
  waiting: boolean;
  setAside: number;
  rules: Rules;
}

export interface ModelBooking {
  fate: "pending" | "confirmed" | "cancelled" | "expired";
  scope: string | null;
  person: string | null;
  /** What it takes of its person's limit. */
  counted: number;
  holder: string | null;
  network: string | null;
  deadline: number | null;
  madeAt: number;
  extended: boolean;
  kind: BookingKind;
  /** Every claim that it ever had, in order. */
  places: Place[];
  lines: ModelLine[];
}

export interface ModelLine extends Line {
  position: number;
}

export interface Place extends Claim {
  status: "PENDING" | "CONFIRMED" | "CANCELLED" | "EXPIRED";
}

export class ModelWorld {
  now = BEGINNING;
  maintenance = false;
  readonly resources: Map<string, ModelResource>;
  /** By their number; a number that got another booking's answer under a key names that booking. */
  readonly bookings = new Map<number, ModelBooking>();

  constructor(resources: NewResource[]) {
    this.resources = new Map(
      resources.map(({ id, capacity: plan, rules }) => [
        id,
        { id, plan, rules, state: "OPEN", waiting: false, setAside: 0 },
      ]),
    );
  }

  /** Each booking once, in the order in which they were made. */
  readonly allBookings: ModelBooking[] = [];

  taken(id: string, status?: "PENDING" | "CONFIRMED"): number {
    let sum = 0;
    for (const booking of this.allBookings) {
      for (const place of booking.places) {
        if (place.resource === id && (status ? place.status === status : isActive(place)))
          sum += place.quantity;
      }
    }
    return sum;
  }

  /** What blocks and tentative bookings keep of a resource. */
  blocked(id: string): number {
    const kept = this.allBookings.filter(({ kind }) => kind === "block" || kind === "tentative");
    return kept.reduce((sum, each) => sum + onResource(each.places.filter(isPending), id), 0);
  }

  remaining(resource: ModelResource): number {
    return this.capacityOf(resource) - this.taken(resource.id) - resource.setAside;
  }

  /** What the plan says, or what is taken where that is more. */
  capacityOf({ id, plan, setAside }: ModelResource): number {
    return Math.max(plan, this.taken(id) + setAside);
  }

  overOf(resource: ModelResource): number {
    return this.capacityOf(resource) - resource.plan;
  }

  isOverdue(booking: ModelBooking): boolean {
    return booking.fate === "pending" && this.now >= (booking.deadline ?? 0);
  }

  isLiveHold(booking: ModelBooking): boolean {
    return booking.fate === "pending" && !this.isOverdue(booking);
  }

  /** What a person has taken of a scope, but for what these bookings count. */
  takenByPerson(scope: string, person: string, except: ModelBooking[]): number {
    return this.allBookings
      .filter((each) => each.scope === scope && each.person === person && !except.includes(each))
      .reduce((sum, each) => sum + each.counted, 0);
  }

  /** A seat in each session of a course is one seat of a person's: the largest claim of what is limited. */
  countOf(person: string | null, claims: readonly Claim[]): number {
    const limited = claims.filter((each) => this.resources.get(each.resource)?.rules.maxPerPerson != null);
    return person === null ? 0 : Math.max(0, ...limited.map((each) => onResource(claims, each.resource)));
  }
}

function isPending(place: Place): boolean {
  return place.status === "PENDING";
}

export function isActive(place: Place): boolean {
  return place.status === "PENDING" || place.status === "CONFIRMED";
}

export function activeOf(booking: ModelBooking): Place[] {
  return booking.places.filter(isActive);
}

export function onResource(claims: readonly Claim[], id: string): number {
  return claims.reduce((sum, each) => sum + (each.resource === id ? each.quantity : 0), 0);
}

export function placesOf(claims: readonly Claim[]): string[] {
  return claims.map((claim) => claim.resource);
}

export function replace(booking: ModelBooking, place: Place, quantity: number): void {
  const { resource, status } = place;
  place.status = "CANCELLED";
  if (quantity > 0) booking.places.push({ resource, quantity, status });
}

const PRECEDENCE = [
  ...([
    "MAINTENANCE_MODE",
    "RESOURCE_CANCELLED",
    "RESOURCE_CLOSED",
    "NOT_OPEN_YET",
    "BOOKING_CLOSED",
  ] as const),
  ...([
    "TOO_MANY_PER_BOOKING",
    "TOO_MANY_PER_PERSON",
    "HOLD_LIMIT",
    "RENEWAL_LIMIT",
    "RESOURCE_FULL",
  ] as const),
  ...(["HOLD_EXPIRED", "INVALID_STATE", "CAPACITY_BELOW_BOOKED"] as const),
  ...(["RESOURCE_NOT_FOUND", "BOOKING_NOT_FOUND", "IDEMPOTENCY_KEY_REUSED"] as const),
];

export type Refusal = (typeof PRECEDENCE)[number];

/** What the desk may do in spite of it. */
const RULES_OF_BOOKING: readonly Refusal[] = [
  ...(["RESOURCE_CLOSED", "NOT_OPEN_YET", "BOOKING_CLOSED", "TOO_MANY_PER_BOOKING"] as const),
  ...(["TOO_MANY_PER_PERSON", "HOLD_LIMIT", "RENEWAL_LIMIT"] as const),
];

/** Of several reasons those that a booking rule gives, each once and the foremost first. */
export function rulesAmong(reasons: Refusal[]): Refusal[] {
  return PRECEDENCE.filter((each) => RULES_OF_BOOKING.includes(each) && reasons.includes(each));
}

/** Of several refusals the one that is answered. */
export function foremost(refusals: Refusal[]): Refusal | undefined {
  return PRECEDENCE.find((each) => refusals.includes(each));
}
