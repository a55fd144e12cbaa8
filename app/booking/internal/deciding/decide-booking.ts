import type { RefusalCode } from "../../refusals.ts";
import { isBlocking, mayMove } from "../../states.ts";
import { type Booking, limitKey, type Reservation, remaining, type World } from "../../world.ts";
import { withoutAll, withoutPart } from "./booking-parts.ts";
import { isDeadline } from "./deadlines.ts";
import {
  active,
  closedReasons,
  countedOf,
  cutOffReasons,
  freedMove,
  personReasons,
  renewalReasons,
  takenMove,
} from "./decide-take.ts";
import { accept, type BookingCommand, type Decision, type Move, refuse } from "./decision.ts";
import type { Reasons } from "./overrides.ts";

type Of<Kind extends BookingCommand["kind"]> = Extract<BookingCommand, { kind: Kind }>;

/**
 * Decides the confirmation of a hold. After its deadline, its claims are freed and booked anew if booking is open and
 * they fit; otherwise it is refused with HOLD_EXPIRED. A hold of a cancelled resource is never confirmed, nor is a block.
 * A tentative booking becomes a guest's. If the person is set only now, their limit is checked.
 */
export function decideConfirm(world: World, command: Of<"confirm">, now: number, against: Reasons): Decision {
  const booking = world.bookings.get(command.bookingId);
  if (!booking) return refuse("BOOKING_NOT_FOUND");
  if (booking.kind === "block") return refuse("INVALID_STATE");
  if (booking.fate === "expired") return refuse("HOLD_EXPIRED");
  if (booking.fate !== "pending") return refuse("INVALID_STATE");
  const held = active(booking);
  if (held.some((each) => world.resources.get(each.resourceId)?.state === "CANCELLED"))
    return refuse("RESOURCE_CANCELLED");
  const person = booking.person ?? command.person ?? null;
  const isNew = person !== booking.person;
  const tooMuch = isNew ? reasonsAgainstPerson(world, person, held) : [];
  const [refusal] = against.binding(tooMuch);
  if (refusal) return refuse(refusal);
  const counted = isNew ? countedOf(world, person, held) : booking.counted;
  const { expiresAt } = booking;
  const kind = booking.kind === "tentative" ? "guest" : booking.kind;
  const becomes = { fate: "confirmed", expiresAt, history: "confirmed", counted, person, kind } as const;
  if (!isOverdue(booking, now)) {
    const moves = held.map(({ id: reservationId, resourceId, quantity }): Move => {
      return { kind: "confirmed", resourceId, reservationId, quantity };
    });
    return accept(moves, becomes);
  }
  const reopened = held.every((each) => {
    const resource = world.resources.get(each.resourceId);
    const isClosed = resource && against.binding(closedReasons(world, resource, now)).length > 0;
    return resource && !isClosed && remaining(resource) >= resource.over;
  });
  // With a waitlist, the freed quantity belongs to the waitlist.
  const awaited = held.some((each) => world.resources.get(each.resourceId)?.waiting);
  if (!reopened || awaited) return refuse("HOLD_EXPIRED");
  return accept(
    [
      ...held.map((each) => freedMove(each, "EXPIRED")),
      ...held.map((each) => takenMove(each, "CONFIRMED", false)),
    ],
    becomes,
  );
}

function reasonsAgainstPerson(world: World, person: string | null, held: Reservation[]): RefusalCode[] {
  return held.flatMap(({ resourceId }) => {
    const resource = world.resources.get(resourceId);
    const wanted = held.reduce((sum, each) => sum + (each.resourceId === resourceId ? each.quantity : 0), 0);
    return resource ? personReasons(world, person, resource, wanted, []) : [];
  });
}

/**
 * Decides the move of a confirmed booking to another person. No capacity is claimed, so closed resources do not matter;
 * the person's limit does, if they already have bookings in the scope. A booking that counts for no person still counts
 * for none if nothing limits persons.
 */
export function decideChangePerson(world: World, command: Of<"changePerson">, against: Reasons): Decision {
  const booking = world.bookings.get(command.bookingId);
  if (!booking) return refuse("BOOKING_NOT_FOUND");
  if (booking.fate !== "confirmed") return refuse("INVALID_STATE");
  const { person } = command;
  const taken = active(booking);
  const counted = Math.max(booking.counted, countedOf(world, person, taken));
  if (person === booking.person || counted === 0) return accept([]);
  const hasBooked = booking.scope !== null && (world.limits.get(limitKey(booking.scope, person)) ?? 0) > 0;
  const tooMuch = hasBooked ? reasonsAgainstPerson(world, person, taken) : [];
  const [refusal] = against.binding(tooMuch);
  if (refusal) return refuse(refusal);
  return { ...accept([]), counts: { person, counted } };
}

/**
 * Decides the extension of a live hold: once, and only if its holder may renew. With `until`, the desk sets the deadline
 * as often as needed; blocks and tentative bookings have no other extension.
 */
export function decideExtend(world: World, command: Of<"extend">, now: number, against: Reasons): Decision {
  const booking = world.bookings.get(command.bookingId);
  if (!booking) return refuse("BOOKING_NOT_FOUND");
  if (booking.fate === "expired" || isOverdue(booking, now)) return refuse("HOLD_EXPIRED");
  if (booking.fate !== "pending") return refuse("INVALID_STATE");
  const { counted } = booking;
  if (command.until !== undefined) {
    if (!isDeadline(command.until, now)) return refuse("INVALID_STATE");
    return accept([], { fate: "pending", expiresAt: command.until, history: "extended", counted });
  }
  if (booking.extended || isBlocking(booking.kind)) return refuse("INVALID_STATE");
  const [refusal] = against.binding(renewalReasons(world, booking.holder, booking.scope, now));
  if (refusal) return refuse(refusal);
  const expiresAt = (booking.expiresAt ?? now) + command.seconds * 1_000;
  return accept([], { fate: "pending", expiresAt, history: "extended", counted });
}

/** Decides the cancellation of a booking or part of it. The rest of a partly cancelled reservation is a new one. */
export function decideCancel(world: World, command: Of<"cancel">, now: number, against: Reasons): Decision {
  const booking = world.bookings.get(command.bookingId);
  if (!booking) return refuse("BOOKING_NOT_FOUND");
  if (!mayMove(booking.fate, "cancelled")) return refuse("INVALID_STATE");
  if (command.holdOnly && booking.fate !== "pending") return refuse("INVALID_STATE");
  const { expiresAt } = booking;
  const without = command.part ? withoutPart(booking, command.part) : withoutAll(booking);
  if (!without) return refuse("INVALID_STATE");
  const { ended, begun, kept, lines } = without;
  const [refusal] = against.binding(cutOffReasons(world, booking, ended, now));
  if (refusal) return refuse(refusal);
  const status = booking.fate === "pending" ? "PENDING" : "CONFIRMED";
  const moves = [
    ...ended.map((each) => freedMove(each, "CANCELLED")),
    ...begun.map((rest) => takenMove(rest, status, false)),
  ];
  if (kept.length === 0) {
    return accept(moves, { fate: "cancelled", expiresAt, history: "cancelled", counted: 0 });
  }
  const counted = Math.min(booking.counted, countedOf(world, booking.person, kept));
  return { ...accept(moves, { fate: booking.fate, expiresAt, history: "changed", counted }), lines };
}

/** Decides the expiry of a hold whose deadline has passed. */
export function decideExpire(world: World, command: Of<"expire">, now: number): Decision {
  const booking = world.bookings.get(command.bookingId);
  if (!booking) return refuse("BOOKING_NOT_FOUND");
  if (!isOverdue(booking, now)) return refuse("INVALID_STATE");
  return accept(
    active(booking).map((each) => freedMove(each, "EXPIRED")),
    { fate: "expired", expiresAt: booking.expiresAt, history: "expired", counted: 0 },
  );
}

/** Returns whether a booking is a hold past its deadline. */
export function isOverdue(booking: Booking, now: number): boolean {
  return booking.fate === "pending" && booking.expiresAt !== null && now >= booking.expiresAt;
}
