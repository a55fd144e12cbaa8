import type { RefusalCode } from "../../refusals.ts";
import type { Fate, HistoryKind } from "../../states.ts";
import type { Claim, Rules } from "../../world.ts";

/** What is asked. Ids and references of bookings are made by whoever asks, so that deciding needs no randomness. */
export type Command = TakeCommand | BookingCommand | ResourceCommand | SaveCommand;

/** Takes claims for a new booking: confirmed at once, or held until a deadline. */
export type TakeCommand =
  | (Taking & { kind: "book" })
  | (Taking & {
      kind: "hold";
      /** Its length; the resources' rules, else ten minutes, where it is null. */
      seconds: number | null;
      /** Hashes of the browser and the network that hold; null where unknown. */
      holder: string | null;
      network: string | null;
      /** The hash of the network around it, an IPv6 /48. */
      wideNetwork: string | null;
    })
  /** A hold for the waitlist, from what was set aside. */
  | (Taking & { kind: "offer"; seconds: number });

export interface Taking {
  bookingId: string;
  reference: string;
  clientId: string;
  /** The person that limits count, as an HMAC in hex; null where nobody is limited. */
  person: string | null;
  claims: Claim[];
}

export type BookingCommand =
  | {
      kind: "confirm";
      bookingId: string;
      /** Whose limit counts from now on, where the hold was made before it was known for whom. */
      person?: string;
    }
  /** Counts the booking for another person, whose limit counts from now on. */
  | { kind: "changePerson"; bookingId: string; person: string }
  | { kind: "extend"; bookingId: string; seconds: number }
  | {
      kind: "cancel";
      bookingId: string;
      byAttendee: boolean;
      /** Whether only a hold may be ended, and no booking that is confirmed. */
      holdOnly?: boolean;
      part: Part[] | null;
    }
  | {
      kind: "change";
      bookingId: string;
      byAttendee: boolean;
      /** Whether only a hold may be changed, and no booking that is confirmed. */
      holdOnly?: boolean;
      claims: Claim[];
    }
  | { kind: "expire"; bookingId: string };

/** How much of a reservation is meant. */
export interface Part {
  reservationId: string;
  quantity: number;
}

export type ResourceCommand =
  | { kind: "setCapacity"; resourceId: string; capacity: number }
  | { kind: "setType"; resourceId: string; type: string }
  | { kind: "setRules"; resourceId: string; rules: Rules }
  | { kind: "setWaiting"; resourceId: string; waiting: boolean }
  | { kind: "open" | "close" | "giveBack"; resourceId: string }
  | {
      kind: "cancelResource";
      resourceId: string;
      /** Whether it is refused where anything is booked or held. */
      ifEmpty: boolean;
    };

/** Decides several resources together, at most 500 and each once: all of it is accepted, or nothing. */
export interface SaveCommand {
  kind: "saveResources";
  resources: ResourceSave[];
}

/** What a resource becomes; what is not given stays as it is. */
export interface ResourceSave {
  resourceId: string;
  capacity?: number;
  rules?: Rules;
  /** `open` and `close` leave a cancelled resource as it is. */
  transition?: "open" | "close" | "cancel";
  /** Whether it is refused where anything of this resource is booked or held. */
  ifEmpty?: boolean;
}

/** One change of one resource, and what it does to a reservation. */
export type Move = { resourceId: string } & (
  | { kind: "taken"; quantity: number; as: "CONFIRMED" | "PENDING"; setAside: boolean }
  | { kind: "confirmed"; quantity: number; reservationId: string }
  | {
      kind: "freed";
      quantity: number;
      reservationId: string;
      from: "CONFIRMED" | "PENDING";
      into: "CANCELLED" | "EXPIRED";
    }
  | { kind: "capacity"; capacity: number }
  | { kind: "type"; type: string }
  | { kind: "rules"; rules?: Rules; waiting?: boolean; giveBack?: true }
  | { kind: "opened" | "closed" | "cancelled" }
);

export interface ClaimRefusal extends Claim {
  reason: RefusalCode | null;
  remaining: number;
}

export type Decision = Accepting | Refusing;

export interface Accepting {
  accepted: true;
  moves: Move[];
  /** What becomes of the booking; null where none is concerned. */
  booking: {
    fate: Fate;
    expiresAt: number | null;
    history: HistoryKind;
    /** How much of its person's limit it has taken from now on. */
    counted: number;
    /** Who that is, where nobody was known before. */
    person?: string | null;
  } | null;
  /** Holds of the same holder that this one replaces. */
  replaces: string[];
  /** The person whom the booking counts for from now on, and how much; nothing else about it changes. */
  counts?: { person: string; counted: number };
}

export interface Refusing {
  accepted: false;
  refusal: RefusalCode;
  claims: ClaimRefusal[];
}

export function accept(
  moves: Move[],
  booking: Accepting["booking"] = null,
  replaces: string[] = [],
): Accepting {
  return { accepted: true, moves, booking, replaces };
}

export function refuse(refusal: RefusalCode, claims: ClaimRefusal[] = []): Refusing {
  return { accepted: false, refusal, claims };
}
