import { CHAIN_START, chainHash, type LedgerRow } from "#app/booking/internal/committing/chain.ts";
import type { ReadState } from "#app/booking/internal/committing/read-state.server.ts";
import type { StoredOutcome } from "#app/booking/internal/committing/stored-outcome.ts";
import type { Changes } from "#app/booking/internal/deciding/changes.ts";
import { active } from "#app/booking/internal/deciding/decide-take.ts";
import { RENEWALS_WINDOW_MS } from "#app/booking/renewals.ts";
import type { Request } from "#app/booking/request.ts";
import type { Booking, Resource, World } from "#app/booking/world.ts";
import { toHex } from "#app/platform/secrets.ts";
import type { NewResource } from "./commands.ts";
import type { Observed, ObservedRow } from "./subject.ts";

/** What the tables hold. A world is a copy of a part of it, and only what a batch notes to be written comes back. */
export class MemoryStore {
  readonly #resources = new Map<string, Resource>();
  readonly #bookings = new Map<string, Booking>();
  readonly #keys = new Map<string, StoredOutcome>();
  readonly #limits = new Map<string, number>();
  readonly #extended = new Set<string>();
  readonly #ledger = new Map<string, ObservedRow[]>();

  constructor(resources: NewResource[], at: number) {
    for (const { id, capacity, rules } of resources) {
      const row: LedgerRow = {
        resourceId: id,
        sequence: 1,
        kind: "created",
        bookingId: null,
        reservationId: null,
        requestId: `made ${id}`,
        bookedDelta: 0,
        heldDelta: 0,
        booked: 0,
        held: 0,
        setAside: 0,
        capacity,
        at,
      };
      const head = chainHash(CHAIN_START, row);
      this.#resources.set(id, {
        id,
        type: "pool",
        capacity,
        booked: 0,
        held: 0,
        setAside: 0,
        state: "OPEN",
        waiting: false,
        rules,
        version: 1,
        head,
        lowestMargin: capacity,
        blocked: 0,
        over: 0,
      });
      this.#ledger.set(id, [observedRow({ ...row, hash: head })]);
    }
  }

  /** What the read of the state and the locked rows contain; the code that decides works on a copy. */
  look(requests: Request[], now: number): { world: World; seen: ReadState } {
    const kept = this.#keptOf(requests);
    const resources = this.#resourcesOf(requests);
    const bookings = this.#bookingsOf(requests, resources, now);
    const persons = new Set(requests.flatMap(({ command }) => this.#personsOf(command)));
    const limits = new Map([...this.#limits].filter(([key]) => persons.has(key.split(" ")[0] ?? "")));
    const world: World = {
      maintenance: undefined,
      resources: new Map(resources.map((each) => [each.id, { ...each }])),
      bookings: new Map(bookings.map((each) => [each.id, copyOf(each, this.#extended.has(each.id))])),
      limits,
    };
    const seen = { now, maintenance: undefined, bookings: [...world.bookings.values()], kept, limits };
    return { world, seen: { ...seen, done: new Map() } };
  }

  /** Writes what the one statement writes, and nothing else of what was decided in memory. */
  write(changes: Changes): void {
    for (const resource of changes.resources.values()) {
      const blocked = changes.ruled.has(resource.id)
        ? resource.blocked
        : this.#resources.get(resource.id)?.blocked;
      this.#resources.set(resource.id, { ...resource, blocked: blocked ?? 0 });
    }
    for (const { booking } of changes.newBookings.values())
      this.#bookings.set(booking.id, copyOf(booking, false));
    for (const booking of changes.changedBookings.values()) this.#change(booking, changes);
    for (const row of changes.ledger) this.#ledger.get(row.resourceId)?.push(observedRow(row));
    for (const { bookingId, kind } of changes.history) if (kind === "extended") this.#extended.add(bookingId);
    for (const [hash, { answer, ...row }] of changes.keys) {
      const booking = answer.ok ? answer.booking : null;
      this.#keys.set(hash, { ...row, at: answer.at, booking });
    }
    for (const [key, { more }] of changes.limits) this.#limits.set(key, (this.#limits.get(key) ?? 0) + more);
  }

  observe(numbers: [number, string][]): Observed {
    const bookings = numbers.flatMap(([number, id]): [number, Booking][] => {
      const booking = this.#bookings.get(id);
      return booking ? [[number, { ...booking, extended: this.#extended.has(id) }]] : [];
    });
    const limits = Array.from(this.#limits, ([key, taken]) => {
      const [person = "", scope = ""] = key.split(" ");
      return { person, scope, taken };
    });
    const resources = [...this.#resources.values()];
    return { resources, bookings: new Map(bookings), ledger: this.#ledger, limits };
  }

  #change(booking: Booking, { newReservations, formerLines }: Changes): void {
    const stored = this.#bookings.get(booking.id);
    if (!stored) return;
    const { fate, expiresAt, counted, person, kind } = booking;
    const known = new Set(stored.reservations.map((each) => each.id));
    const reservations = booking.reservations
      .filter((each) => known.has(each.id) || newReservations.has(each.id))
      .map((each) => ({ ...each }));
    const { lines } = formerLines.has(booking.id) ? booking : stored;
    const changed = { fate, expiresAt, counted, person, kind, reservations, lines };
    this.#bookings.set(booking.id, { ...stored, ...changed });
  }

  #keptOf(requests: Request[]): Map<string, StoredOutcome> {
    const hashes = requests.flatMap(({ idempotency }) => (idempotency ? [toHex(idempotency.keyHash)] : []));
    return new Map(
      hashes.flatMap((hash): [string, StoredOutcome][] => {
        const row = this.#keys.get(hash);
        return row ? [[hash, row]] : [];
      }),
    );
  }

  #resourcesOf(requests: Request[]): Resource[] {
    const ids = requests.flatMap(({ command }) => [
      ...("claims" in command ? command.claims.map((claim) => claim.resourceId) : []),
      ...("resourceId" in command ? [command.resourceId] : []),
      ...("resources" in command ? command.resources.map((save) => save.resourceId) : []),
      ...this.#named(command)
        .concat(this.#holdsOf(command, "holder"))
        .flatMap(active)
        .map((each) => each.resourceId),
    ]);
    return [...this.#resources.values()].filter((each) => ids.includes(each.id));
  }

  #named(command: Request["command"]): Booking[] {
    return "bookingId" in command ? [this.#bookings.get(command.bookingId) ?? []].flat() : [];
  }

  #holdsOf(command: Request["command"], whose: "holder" | "network"): Booking[] {
    const grown = command.kind === "change" ? this.#bookings.get(command.bookingId) : undefined;
    const asker =
      command.kind === "hold" ? command[whose] : whose === "network" ? (grown?.network ?? null) : null;
    if (asker === null) return [];
    return [...this.#bookings.values()].filter((each) => each.fate === "pending" && each[whose] === asker);
  }

  /** What the holder of a hold that is made or extended held lately. */
  #renewalsOf(command: Request["command"], now: number): Booking[] {
    const extended = command.kind === "extend" ? this.#bookings.get(command.bookingId)?.holder : null;
    const holder = command.kind === "hold" ? command.holder : extended;
    return [...this.#bookings.values()].filter(
      (each) => each.holder !== null && each.holder === holder && each.createdAt > now - RENEWALS_WINDOW_MS,
    );
  }

  #bookingsOf(requests: Request[], resources: Resource[], now: number): Booking[] {
    const ids = new Set(resources.map((each) => each.id));
    const overdue = [...this.#bookings.values()].filter(
      (each) =>
        each.fate === "pending" &&
        (each.expiresAt ?? 0) <= now &&
        each.reservations.some((one) => ids.has(one.resourceId)),
    );
    const concerned = requests.flatMap(({ command }) => [
      ...this.#named(command),
      ...this.#holdsOf(command, "holder"),
      ...this.#holdsOf(command, "network"),
      ...this.#renewalsOf(command, now),
    ]);
    return [...new Set([...concerned, ...overdue])];
  }

  #personsOf(command: Request["command"]): string[] {
    const named = "person" in command ? command.person : null;
    return [named, this.#named(command)[0]?.person].flatMap((each) => each ?? []);
  }
}

function copyOf(booking: Booking, extended: boolean): Booking {
  return { ...booking, extended, reservations: booking.reservations.map((each) => ({ ...each })) };
}

function observedRow(row: LedgerRow & { hash: Uint8Array }): ObservedRow {
  const { resourceId, sequence, kind, bookingId, reservationId, requestId } = row;
  const { bookedDelta, heldDelta, booked, held, setAside, capacity, at } = row;
  const hashed = [resourceId, sequence, kind, bookingId, reservationId, requestId, bookedDelta, heldDelta];
  return { ...row, hashed: [...hashed, booked, held, setAside, capacity, at], hash: toHex(row.hash) };
}
