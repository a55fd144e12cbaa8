import { assert } from "#app/platform/assert.ts";
import { newId } from "#app/platform/ids.ts";
import { counts, isBlocking, isOfGuests, type ReservationStatus } from "../../states.ts";
import { type Booking, type Resource, remaining, type World } from "../../world.ts";
import { chainHash, type LedgerRow } from "../committing/chain.ts";
import { type Changes, count } from "./changes.ts";
import type { Move } from "./decision.ts";

const STATES = { opened: "OPEN", closed: "CLOSED", cancelled: "CANCELLED" } as const;

interface Moving {
  requestId: string;
  booking: Booking | null;
  moves: Move[];
  at: number;
  /** The quantities that this request has freed into set-asides, by resource: it may reclaim them. */
  released?: Map<string, number>;
}

/** Applies the moves, each with its ledger row. Returns the quantities freed into set-asides, by resource. */
export function applyMoves(world: World, changes: Changes, moving: Moving): Map<string, number> {
  const released = new Map(moving.released);
  for (const move of moving.moves) {
    const resource = world.resources.get(move.resourceId);
    assert(resource, "a move names a locked resource");
    const before = { booked: resource.booked, held: resource.held };
    moveResource(resource, move, released);
    assert(remaining(resource) >= 0, "a move never exceeds the capacity");
    const { booked, held, setAside } = resource;
    assert(booked >= 0 && held >= 0 && setAside >= 0, "a move frees at most what was taken");
    resource.lowestMargin = Math.min(resource.lowestMargin, remaining(resource));
    resource.version += 1;
    const reservationId = moveReservation(changes, moving, move, resource.version);
    recordChange(changes, resource, moving, move, reservationId, before);
    if (!("quantity" in move)) changes.ruled.add(resource.id);
    if (moving.booking) block(changes, resource, moving.booking, before.held);
    countMove(changes, moving.booking, move);
  }
  return released;
}

/** Keeps `blocked`, the held quantity of blocks and tentative bookings. It is written only when it changes. */
function block(changes: Changes, resource: Resource, { kind }: Booking, heldBefore: number): void {
  if (!isBlocking(kind) || resource.held === heldBefore) return;
  // An instance of the previous version, which does not know it, may have changed the claims of a block.
  resource.blocked = Math.max(0, resource.blocked + resource.held - heldBefore);
  changes.ruled.add(resource.id);
}

/** Counts what guests take and free; a tentative booking counts from its confirmation on. */
function countMove(changes: Changes, booking: Booking | null, move: Move): void {
  if (!booking || !("quantity" in move)) return;
  const isConfirmed = move.kind === "confirmed" || (move.kind === "taken" && move.as === "CONFIRMED");
  const isGuest = isOfGuests(booking.kind);
  if (isGuest && move.kind !== "confirmed") count(changes, move.resourceId, move.kind, move.quantity);
  if (booking.kind === "tentative" && isConfirmed) count(changes, move.resourceId, "taken", move.quantity);
}

function moveResource(resource: Resource, move: Move, released: Map<string, number>): void {
  switch (move.kind) {
    case "taken": {
      const back = move.setAside ? move.quantity : Math.min(move.quantity, released.get(resource.id) ?? 0);
      resource.setAside -= back;
      if (back > 0) released.set(resource.id, (released.get(resource.id) ?? 0) - back);
      if (move.as === "CONFIRMED") resource.booked += move.quantity;
      else resource.held += move.quantity;
      return;
    }
    case "confirmed":
      resource.held -= move.quantity;
      resource.booked += move.quantity;
      return;
    case "freed":
      if (move.from === "CONFIRMED") resource.booked -= move.quantity;
      else resource.held -= move.quantity;
      if (!resource.waiting) return;
      resource.setAside += move.quantity;
      released.set(resource.id, (released.get(resource.id) ?? 0) + move.quantity);
      return;
    case "capacity":
      resource.capacity = move.capacity;
      return;
    case "type":
      resource.type = move.type;
      return;
    case "rules":
      resource.rules = move.rules ?? resource.rules;
      resource.waiting = move.waiting ?? resource.waiting;
      if (move.giveBack) resource.setAside = 0;
      return;
    case "opened":
    case "closed":
    case "cancelled":
      resource.state = STATES[move.kind];
  }
}

function moveReservation(
  changes: Changes,
  { booking, at }: Moving,
  move: Move,
  sequence: number,
): string | null {
  if (move.kind === "taken") {
    assert(booking, "only a booking has claims");
    const { resourceId, quantity, as: status } = move;
    const id = newId();
    booking.reservations.push({
      id,
      resourceId,
      quantity,
      status,
      sequence,
      decidedAt: at,
      createdAt: at,
    });
    changes.newReservations.add(id);
    return id;
  }
  if (move.kind !== "confirmed" && move.kind !== "freed") return null;
  const reservation = booking?.reservations.find((each) => each.id === move.reservationId);
  assert(reservation && counts(reservation.status), "only an active reservation is confirmed or freed");
  const status: ReservationStatus = move.kind === "freed" ? move.into : "CONFIRMED";
  reservation.status = status;
  reservation.sequence = sequence;
  reservation.decidedAt = at;
  return reservation.id;
}

function recordChange(
  changes: Changes,
  resource: Resource,
  { booking, requestId, at }: Moving,
  move: Move,
  reservationId: string | null,
  before: { booked: number; held: number },
): void {
  const row: LedgerRow = {
    resourceId: resource.id,
    sequence: resource.version,
    kind: move.kind,
    bookingId: reservationId ? (booking?.id ?? null) : null,
    reservationId,
    requestId,
    bookedDelta: resource.booked - before.booked,
    heldDelta: resource.held - before.held,
    booked: resource.booked,
    held: resource.held,
    setAside: resource.setAside,
    capacity: resource.capacity,
    at,
  };
  resource.head = chainHash(resource.head, row);
  changes.ledger.push({ ...row, hash: resource.head });
  changes.resources.set(resource.id, resource);
}
