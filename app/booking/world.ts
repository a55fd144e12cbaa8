import type { Fate, ReservationStatus, ResourceState } from "./states.ts";

/** What a command is decided on: everything was read under the locks of its resources. Times are epoch milliseconds. */
export interface World {
  /** The message of maintenance mode while it is on. */
  maintenance: string | undefined;
  resources: Map<string, Resource>;
  bookings: Map<string, Booking>;
  /** How much a person has taken of a scope, by `limitKey`. */
  limits: Map<string, number>;
  /** Requests of which an earlier attempt was refused, and has written and counted that. */
  refused?: Set<string>;
}

export interface Rules {
  opensAt: number | null;
  closesAt: number | null;
  /** Until when an attendee may cancel or change. */
  cancelUntil: number | null;
  maxPerBooking: number | null;
  maxPerPerson: number | null;
  /** How long a hold lasts unless it says otherwise. */
  holdSeconds: number | null;
  /** What limits are counted over; opaque to the engine. */
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
  /** Freed, and kept for the waitlist until it has offered it or given it back. */
  setAside: number;
  state: ResourceState;
  /** Whether freed quantity is set aside. */
  waiting: boolean;
  rules: Rules;
  /** The sequence of the newest ledger row. */
  version: number;
  /** The hash of the newest ledger row. */
  head: Uint8Array;
  lowestMargin: number;
}

export interface Booking {
  id: string;
  reference: string;
  fate: Fate;
  clientId: string;
  scope: string | null;
  /** Who is limited, as an HMAC in hex; null where nobody is. */
  person: string | null;
  /** How much of the person's limit this booking has taken. */
  counted: number;
  /** Whose browser holds it, as a hash in hex. */
  holder: string | null;
  /** The network that it was held from, as a hash in hex. */
  network: string | null;
  /** The network around it, of which one subscriber may have many: an IPv6 /48, as a hash in hex. */
  wideNetwork: string | null;
  expiresAt: number | null;
  createdAt: number;
  /** What was attached to it; the engine never reads it. */
  source: string | null;
  metadata: unknown;
  /** How many history rows it has. */
  changes: number;
  /** Whether its hold was extended. */
  extended: boolean;
  reservations: Reservation[];
}

export interface Reservation {
  id: string;
  resourceId: string;
  quantity: number;
  status: ReservationStatus;
  sequence: number;
  /** When its status was decided, and when it was made. */
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
  /** True for one that cannot be booked until it is opened. */
  isClosed?: boolean;
}

export function remaining(resource: Resource): number {
  return resource.capacity - resource.booked - resource.held - resource.setAside;
}

export function limitKey(scope: string, person: string): string {
  return `${person} ${scope}`;
}
