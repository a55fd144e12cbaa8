import type { BookingKind, Fate, ReservationStatus, ResourceState } from "./states.ts";

/** The state that commands are decided on, read under the locks of their resources. Times are epoch milliseconds. */
export interface World {
  /** The message of maintenance mode; undefined while it is off. */
  maintenance: string | undefined;
  resources: Map<string, Resource>;
  bookings: Map<string, Booking>;
  /** The quantity booked per person and scope, by `limitKey`. */
  limits: Map<string, number>;
  /** Ids of requests whose refusal was already written and counted by an earlier attempt. */
  refused?: Set<string>;
}

export interface Rules {
  opensAt: number | null;
  closesAt: number | null;
  /** The deadline for attendees to cancel or change. */
  cancelUntil: number | null;
  maxPerBooking: number | null;
  maxPerPerson: number | null;
  /** The default duration of a hold. */
  holdSeconds: number | null;
  /** The group of resources over which limits are counted; opaque to the engine. */
  scope: string | null;
}

export const NO_RULES: Rules = {
  opensAt: null,
  closesAt: null,
  cancelUntil: null,
  maxPerBooking: null,
  maxPerPerson: null,
  holdSeconds: null,
  scope: null,
};

export interface Resource {
  id: string;
  type: string;
  capacity: number;
  booked: number;
  held: number;
  /** Freed quantity reserved for the waitlist until it is offered or given back. */
  setAside: number;
  state: ResourceState;
  /** Whether freed quantity is set aside. */
  waiting: boolean;
  rules: Rules;
  /** The sequence of the latest ledger row. */
  version: number;
  /** The hash of the latest ledger row. */
  head: Uint8Array;
  lowestMargin: number;
  /** The part of `held` that blocks and tentative bookings hold. */
  blocked: number;
  /** How much the capacity in force is above the planned one. */
  over: number;
}

export interface Booking {
  id: string;
  reference: string;
  fate: Fate;
  clientId: string;
  scope: string | null;
  /** The person whose limit counts, as an HMAC in hex; null if there is none. */
  person: string | null;
  /** The quantity that this booking counts towards the person's limit. */
  counted: number;
  /** The browser that holds it, as a hash in hex. */
  holder: string | null;
  /** The network it was held from, as a hash in hex. */
  network: string | null;
  /** The surrounding IPv6 /48, as a hash in hex: one subscriber may have many networks in it. */
  wideNetwork: string | null;
  expiresAt: number | null;
  createdAt: number;
  /** Attached data that the engine never reads. */
  source: string | null;
  metadata: unknown;
  /** Number of its history rows. */
  changes: number;
  /** Whether its hold was extended. */
  extended: boolean;
  reservations: Reservation[];
  kind: BookingKind;
  /** The contents of the booking. The lines of an ended booking stay. */
  lines: Line[];
}

/** A number of equal units that were booked, each of which takes the same capacity. */
export interface Line {
  /** Names the line within its booking; stays when other lines end. */
  position: number;
  sessionId: string | null;
  quantity: number;
  /** What one unit takes; each resource once. */
  takes: Claim[];
  /** The guests and seats of one unit. */
  guests: number;
  seats: number;
}

export interface Reservation {
  id: string;
  resourceId: string;
  quantity: number;
  status: ReservationStatus;
  sequence: number;
  /** The time its status was decided. */
  decidedAt: number;
  createdAt: number;
}

export interface Claim {
  resourceId: string;
  quantity: number;
}

export interface NewResource {
  id: string;
  type: string;
  capacity: number;
  rules: Rules;
  /** Whether it is created closed. */
  isClosed?: boolean;
}

export function remaining(resource: Resource): number {
  return resource.capacity - resource.booked - resource.held - resource.setAside;
}

/**
 * Returns the planned capacity. It is the capacity in force unless more is taken than planned. An instance of an earlier
 * version may set a capacity below `over`, so it is at least 1.
 */
export function plannedCapacity({ capacity, over }: Pick<Resource, "capacity" | "over">): number {
  return Math.max(1, capacity - over);
}

/** Returns the key of a person's limit in `World.limits`. */
export function limitKey(scope: string, person: string): string {
  return `${person} ${scope}`;
}
