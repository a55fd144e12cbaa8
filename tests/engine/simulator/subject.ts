import type { BookingPart, Command as EngineCommand } from "#app/booking/internal/deciding/decision.ts";
import { lineOfClaims } from "#app/booking/lines.ts";
import type { Outcome } from "#app/booking/request.ts";
import type { Booking, Resource } from "#app/booking/world.ts";
import { newId, newReference } from "#app/platform/ids.ts";
import { type Ask, type Claim, isOfLine, isTake, type Line, type LinePart, type Part } from "./commands.ts";

/** An engine that is simulated, and what can be seen of it from outside. */
export interface Subject {
  /** Carries out what is asked together, in order. */
  perform(asks: Ask[]): Outcome[] | Promise<Outcome[]>;
  wait(seconds: number): void | Promise<void>;
  setMaintenance(on: boolean): void | Promise<void>;
  observe(): Observed | Promise<Observed>;
}

/** What is stored. Times are those of the simulation. */
export interface Observed {
  resources: Resource[];
  /** By the numbers that the sequence gave them. */
  bookings: Map<number, Booking>;
  /** The rows of each resource, oldest first. */
  ledger: Map<string, ObservedRow[]>;
  /** What persons have taken of scopes. */
  limits: { scope: string; person: string; taken: number }[];
}

export interface ObservedRow {
  /** What the hash covers, in its order. */
  hashed: (string | number | null)[];
  sequence: number;
  kind: string;
  reservationId: string | null;
  bookedDelta: number;
  heldDelta: number;
  booked: number;
  held: number;
  setAside: number;
  capacity: number;
  hash: string;
}

const NOBODY = "00000000-0000-7000-8000-000000000000";

/** Which ids the engine knows the sequence's bookings and their places by. */
export class Numbers {
  readonly #ids = new Map<number, string>();
  readonly #bookings = new Map<string, Booking>();

  /** Remembers what an answer says: under a key that was used before, a new number names the old booking. */
  note({ command }: Ask, outcome: Outcome): void {
    if (!("booking" in command) || !outcome.ok || !outcome.booking) return;
    this.#ids.set(command.booking, outcome.booking.id);
    // An answer of before shows the booking as it was then: who has seen more of it since has not forgotten that.
    const known = this.#bookings.get(outcome.booking.id)?.reservations.length ?? 0;
    if (outcome.booking.reservations.length >= known) this.#bookings.set(outcome.booking.id, outcome.booking);
  }

  idOf(booking: number): string {
    return this.#ids.get(booking) ?? NOBODY;
  }

  known(): [number, string][] {
    return [...this.#ids];
  }

  /** The engine's own words for a command. */
  commandOf({ command }: Ask): EngineCommand {
    if (isTake(command)) {
      const { kind, person, seconds, holder, network, as: bookingKind } = command;
      const until = command.until ?? undefined;
      const bookingId = newId();
      this.#ids.set(command.booking, bookingId);
      const named = { bookingId, reference: newReference(), clientId: "client", person, bookingKind };
      const taking = { ...named, ...contentsOf(command) };
      if (kind === "book") return { kind, ...taking, ...(command.over && { over: true }) };
      return kind === "hold"
        ? { kind, ...taking, seconds, holder, network, wideNetwork: null, until }
        : { kind, ...taking, seconds: seconds ?? 0 };
    }
    if ("resources" in command) {
      const resources = command.resources.map(({ resource: resourceId, ...save }) => ({
        ...save,
        resourceId,
      }));
      return { kind: command.kind, resources };
    }
    if ("resource" in command) {
      const { resource: resourceId, ...rest } = command;
      return { ...rest, resourceId };
    }
    const bookingId = this.idOf(command.booking);
    if (command.kind === "cancel") {
      const part = this.#partOf(command.booking, command.part);
      const { holdOnly } = command;
      return { kind: "cancel", bookingId, holdOnly, part };
    }
    if (command.kind === "change") {
      return { kind: "change", bookingId, ...contentsOf(command) };
    }
    if (command.kind === "changePerson") {
      return { kind: command.kind, bookingId, person: command.person };
    }
    if (command.kind === "setDeadline") {
      return { kind: "extend", bookingId, seconds: 0, until: command.until };
    }
    return command.kind === "extend"
      ? { kind: "extend", bookingId, seconds: command.seconds }
      : { kind: command.kind, bookingId };
  }

  #partOf(booking: number, part: (Part | LinePart)[] | null): BookingPart | null {
    if (part === null) return null;
    const reservations = this.#bookings.get(this.idOf(booking))?.reservations;
    const [lines, places] = [part.filter(isOfLine), part.flatMap((each) => (isOfLine(each) ? [] : [each]))];
    if (lines.length > 0) return { lines };
    return {
      reservations: places.map(({ place, quantity }) => {
        return { reservationId: reservations?.[place]?.id ?? NOBODY, quantity };
      }),
    };
  }
}

function contentsOf({ claims, lines }: { claims: Claim[]; lines: Line[] | null }) {
  const named = claims.map(claimOf);
  if (lines === null) return { claims: named, lines: named.length > 0 ? [lineOfClaims(named)] : [] };
  return {
    claims: named,
    lines: lines.map(({ quantity, takes }) => {
      return { sessionId: null, quantity, takes: takes.map(claimOf), guests: 1, seats: 1 };
    }),
  };
}

function claimOf({ resource: resourceId, quantity }: Claim) {
  return { resourceId, quantity };
}
