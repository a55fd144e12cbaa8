import type { LinePart, NewLine } from "../../lines.ts";
import type { RefusalCode } from "../../refusals.ts";
import type { BookingKind, Fate, HistoryKind } from "../../states.ts";
import type { Claim, Line, Rules } from "../../world.ts";

/** A command. The caller generates the ids and references of bookings, so that deciding needs no randomness. */
export type Command = TakeCommand | BookingCommand | ResourceCommand | SaveCommand;

/** Creates a booking, confirmed at once or held until a deadline. */
export type TakeCommand =
  | (NewBookingFields & {
      kind: "book";
      /** Whether the desk books over capacity. */
      over?: boolean;
    })
  | (NewBookingFields & {
      kind: "hold";
      /** The duration. Null for the resources' rules, else ten minutes. */
      seconds: number | null;
      /** Hashes of the browser and the network; null if unknown. */
      holder: string | null;
      network: string | null;
      /** The hash of the surrounding IPv6 /48. */
      wideNetwork: string | null;
      /** The deadline of a block or a tentative booking, epoch milliseconds. Such a hold has no holder and no network. */
      until?: number;
    })
  /** A hold from set-aside quantity, for the waitlist. */
  | (NewBookingFields & { kind: "offer"; seconds: number });

export interface NewBookingFields {
  bookingId: string;
  reference: string;
  clientId: string;
  /** The person whose limit counts, as an HMAC in hex; null if nothing limits persons. */
  person: string | null;
  claims: Claim[];
  /** The lines of the booking; the claims are the sum of what they take. */
  lines: NewLine[];
  /** Default: guest. Only holds can be blocks and tentative bookings. */
  bookingKind?: BookingKind;
}

export type BookingCommand =
  | {
      kind: "confirm";
      bookingId: string;
      /** The person whose limit counts from now on, if the hold has none yet. */
      person?: string;
    }
  /** Moves the booking to the limit of another person. */
  | { kind: "changePerson"; bookingId: string; person: string }
  | {
      kind: "extend";
      bookingId: string;
      seconds: number;
      /** The deadline that the desk sets, epoch milliseconds, instead of `seconds`: as often as needed, later or earlier. */
      until?: number;
    }
  | {
      kind: "cancel";
      bookingId: string;
      /** Whether to refuse a confirmed booking. */
      holdOnly?: boolean;
      /** Null for the whole booking. */
      part: BookingPart | null;
    }
  | {
      kind: "change";
      bookingId: string;
      /** Whether to refuse a confirmed booking. */
      holdOnly?: boolean;
      claims: Claim[];
      lines: NewLine[];
    }
  | { kind: "expire"; bookingId: string };

/** A part of a booking. By reservations only a booking of one line has a part. */
export type BookingPart = { lines: LinePart[] } | { reservations: ReservationPart[] };

/** A part of a reservation. */
export interface ReservationPart {
  reservationId: string;
  quantity: number;
}

export type ResourceCommand =
  | {
      kind: "setCapacity";
      resourceId: string;
      /** The planned capacity. */
      capacity: number;
      /** Whether the plan may be below what is taken. */
      shrink?: boolean | undefined;
    }
  | { kind: "setType"; resourceId: string; type: string }
  | { kind: "setRules"; resourceId: string; rules: Rules }
  | { kind: "setWaiting"; resourceId: string; waiting: boolean }
  | { kind: "open" | "close" | "giveBack"; resourceId: string }
  | {
      kind: "cancelResource";
      resourceId: string;
      /** Whether to refuse if anything is booked or held. */
      ifEmpty: boolean;
    };

/** Saves several resources, at most 500 and each once: all or nothing. */
export interface SaveCommand {
  kind: "saveResources";
  resources: ResourceSave[];
}

/** The new values of a resource. Omitted ones stay unchanged. */
export interface ResourceSave {
  resourceId: string;
  /** The planned capacity. */
  capacity?: number;
  rules?: Rules;
  /** `open` and `close` have no effect on a cancelled resource. */
  transition?: "open" | "close" | "cancel";
  /** Whether to refuse if anything of this resource is booked or held. */
  ifEmpty?: boolean;
  /** Whether the planned capacity may be below what is taken. */
  shrink?: boolean;
}

/** A change of one resource, with its effect on a reservation. */
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
  | { kind: "capacity"; capacity: number; over: number }
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
  /** The new state of the booking; null if none is affected. */
  booking: {
    fate: Fate;
    expiresAt: number | null;
    history: HistoryKind;
    /** The quantity it counts towards its person's limit from now on. */
    counted: number;
    /** The person, if the booking had none before. */
    person?: string | null;
    /** The kind, if it changes. */
    kind?: BookingKind;
  } | null;
  /** Ids of the holder's live holds that this one replaces. */
  replaces: string[];
  /** The person for whom the booking counts from now on, and how much. Nothing else about the booking changes. */
  counts?: { person: string; counted: number };
  /** The booking rules that were overridden, in order of precedence. */
  warnings: readonly RefusalCode[];
  /** The booking's lines from now on; omitted if they stay. */
  lines?: Line[];
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
  return { accepted: true, moves, booking, replaces, warnings: [] };
}

export function refuse(refusal: RefusalCode, claims: ClaimRefusal[] = []): Refusing {
  return { accepted: false, refusal, claims };
}
