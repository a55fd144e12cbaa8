import { areSameLines, numbered } from "../../lines.ts";
import { highestPrecedence, type RefusalCode } from "../../refusals.ts";
import { MAX_RENEWALS, RENEWALS_WINDOW_MS } from "../../renewals.ts";
import { counts, isBlocking } from "../../states.ts";
import {
  type Booking,
  type Claim,
  limitKey,
  type Reservation,
  type Resource,
  remaining,
  type World,
} from "../../world.ts";
import { isDeadline } from "./deadlines.ts";
import {
  accept,
  type BookingCommand,
  type ClaimRefusal,
  type Decision,
  type Move,
  refuse,
  type TakeCommand,
} from "./decision.ts";
import type { Reasons } from "./overrides.ts";
import { raisingMoves } from "./planned-capacity.ts";

/** The default duration of a hold. */
const DEFAULT_HOLD_SECONDS = 600;
/** Live holds per resource that every network may have; four times as many for a wide network. */
const FREE_HOLDS_OF_A_NETWORK = 3;
const FREE_HOLDS_OF_A_WIDE_NETWORK = 12;
/** Beyond those, a network may hold at most HELD_SHARE of the capacity, and nothing once SCARCE_SHARE or less remains. */
const HELD_SHARE = 0.3;
const SCARCE_SHARE = 0.2;

/** Decides a new booking: all of its claims are accepted, or none. */
export function decideTake(world: World, command: TakeCommand, now: number, against: Reasons): Decision {
  const { claims, kind } = command;
  // A block or a tentative booking has no holder and no network, which limits are about.
  const isLimited = kind === "hold" && !isBlocking(command.bookingKind ?? "guest");
  const until = kind === "hold" ? command.until : undefined;
  if (until !== undefined && !isDeadline(until, now)) return refuse("INVALID_STATE");
  const replaced = isLimited ? liveHoldsOf(world, command, now) : [];
  const returned = (resourceId: string) => quantityOn(replaced.flatMap(active), resourceId);
  const fromSetAside = kind === "offer";
  const mayExceed = kind === "book" && command.over === true && against.actsAs === "desk";
  const judge = (claim: Claim) => {
    const resource = world.resources.get(claim.resourceId);
    if (!resource) return refusedClaim(claim, "RESOURCE_NOT_FOUND", 0);
    const wanted = quantityOn(claims, claim.resourceId);
    const room = fromSetAside ? resource.setAside : remaining(resource) + returned(claim.resourceId);
    const reasons = [
      ...closedReasons(world, resource, now),
      ...limitReasons(resource, wanted),
      ...personReasons(world, command.person, resource, wanted, replaced),
      ...(isLimited ? networkReasons(world, command, { resource, wanted, except: replaced, now }) : []),
      ...(isLimited ? renewalReasons(world, command.holder, scopeOf(world, command), now) : []),
      ...(wanted > room && !mayExceed ? (["RESOURCE_FULL"] as const) : []),
    ];
    return refusedClaim(claim, highestPrecedence(against.binding(reasons)) ?? null, remaining(resource));
  };
  const judged = claims.map(judge);
  const refusal = highestPrecedence(judged.flatMap((claim) => claim.reason ?? []));
  if (refusal) return refuse(refusal, judged);
  const pending = kind !== "book";
  const expiresAt = pending ? (until ?? now + holdSeconds(world, command) * 1_000) : null;
  const taken = claims.map((claim) => takenMove(claim, pending ? "PENDING" : "CONFIRMED", fromSetAside));
  return accept(
    mayExceed ? [...raisingMoves(world, claims), ...taken] : taken,
    {
      fate: pending ? "pending" : "confirmed",
      expiresAt,
      history: pending ? "held" : "confirmed",
      counted: countedOf(world, command.person, claims),
    },
    replaced.map((booking) => booking.id),
  );
}

/** Decides new claims for a booking, on the net change per resource. After a refusal the old claims remain. */
export function decideChange(
  world: World,
  command: Extract<BookingCommand, { kind: "change" }>,
  now: number,
  against: Reasons,
): Decision {
  const booking = world.bookings.get(command.bookingId);
  if (!booking) return refuse("BOOKING_NOT_FOUND");
  if (booking.fate === "expired" || (booking.fate === "pending" && !isLiveHold(booking, now))) {
    return refuse("HOLD_EXPIRED");
  }
  if (booking.fate === "cancelled") return refuse("INVALID_STATE");
  if (command.holdOnly && booking.fate !== "pending") return refuse("INVALID_STATE");
  // A booking without claims is a cancelled one, which is another command.
  if (command.claims.length === 0) return refuse("INVALID_STATE");
  const { ended, begun } = difference(active(booking), command.claims);
  const judged = command.claims.map((claim) => {
    const reasons = against.binding(reasonsAgainstChange(world, booking, command.claims, { claim, now }));
    const left = world.resources.get(claim.resourceId);
    return refusedClaim(claim, highestPrecedence(reasons) ?? null, left ? remaining(left) : 0);
  });
  const late = against.binding(cutOffReasons(world, booking, ended, now));
  const refusal = highestPrecedence([...judged.flatMap((claim) => claim.reason ?? []), ...late]);
  if (refusal) return refuse(refusal, judged);
  const counted = countedOf(world, booking.person, command.claims);
  const lines = numbered(command.lines);
  if (ended.length === 0 && begun.length === 0 && areSameLines(lines, booking.lines)) return accept([]);
  const status = booking.fate === "pending" ? "PENDING" : "CONFIRMED";
  const moves = [
    ...ended.map((each) => freedMove(each, "CANCELLED")),
    ...begun.map((claim) => takenMove(claim, status, false)),
  ];
  const { fate, expiresAt } = booking;
  return { ...accept(moves, { fate, expiresAt, history: "changed", counted }), lines };
}

export function takenMove(claim: Claim, as: "CONFIRMED" | "PENDING", setAside: boolean): Move {
  const { resourceId, quantity } = claim;
  return { kind: "taken", resourceId, quantity, as, setAside };
}

export function freedMove(reservation: Reservation, into: "CANCELLED" | "EXPIRED"): Move {
  const { id: reservationId, resourceId, quantity, status } = reservation;
  const from = status === "CONFIRMED" ? "CONFIRMED" : "PENDING";
  return { kind: "freed", resourceId, reservationId, quantity, from, into };
}

/** Returns the reservations that count against capacity. */
export function active(booking: Pick<Booking, "reservations">): Reservation[] {
  return booking.reservations.filter((each) => counts(each.status));
}

/**
 * Returns the refusal by the deadline for cancelling and changing, if it has passed for any of the reservations that a command
 * would end. The deadline applies to bookings only: a hold may be given up at any time.
 */
export function cutOffReasons(
  world: World,
  { fate }: Booking,
  ended: Reservation[],
  now: number,
): RefusalCode[] {
  const isTooLate = ended.some((each) => {
    const until = world.resources.get(each.resourceId)?.rules.cancelUntil ?? null;
    return until !== null && now >= until;
  });
  return fate === "confirmed" && isTooLate ? ["BOOKING_CLOSED"] : [];
}

/** Returns why the resource accepts no bookings at all: maintenance mode, its state, its booking window. */
export function closedReasons(world: World, resource: Resource, now: number): RefusalCode[] {
  const { opensAt, closesAt } = resource.rules;
  const reasons: RefusalCode[] = [];
  if (world.maintenance !== undefined) reasons.push("MAINTENANCE_MODE");
  if (resource.state !== "OPEN") reasons.push(`RESOURCE_${resource.state}`);
  if (opensAt !== null && now < opensAt) reasons.push("NOT_OPEN_YET");
  if (closesAt !== null && now >= closesAt) reasons.push("BOOKING_CLOSED");
  return reasons;
}

/** Returns how much claims count towards a person's limit: the largest, since a seat in each session of a course is one. */
export function countedOf(world: World, person: string | null, claims: Claim[]): number {
  if (person === null) return 0;
  const limited = claims.filter(
    (claim) => (world.resources.get(claim.resourceId)?.rules.maxPerPerson ?? null) !== null,
  );
  return Math.max(0, ...limited.map((claim) => quantityOn(claims, claim.resourceId)));
}

function limitReasons({ rules }: Resource, wanted: number): RefusalCode[] {
  return rules.maxPerBooking !== null && wanted > rules.maxPerBooking ? ["TOO_MANY_PER_BOOKING"] : [];
}

/** Returns the refusal by the person's limit. Bookings in `makeRoom` are replaced, so what they count is deducted. */
export function personReasons(
  world: World,
  person: string | null,
  { rules }: Resource,
  wanted: number,
  makeRoom: Booking[],
): RefusalCode[] {
  if (rules.maxPerPerson === null || person === null || rules.scope === null) return [];
  const given = makeRoom.reduce((sum, each) => sum + (each.person === person ? each.counted : 0), 0);
  const taken = (world.limits.get(limitKey(rules.scope, person)) ?? 0) - given;
  return taken + wanted > rules.maxPerPerson ? ["TOO_MANY_PER_PERSON"] : [];
}

interface HoldRequest {
  resource: Resource;
  /** The quantity of the resource that the hold would have. */
  wanted: number;
  /** Holds to leave out: the hold itself and those that it replaces. */
  except: Booking[];
  now: number;
}

/** Refuses a hold if its network already holds too much of the resource, so that one network cannot block it. */
function networkReasons(
  world: World,
  { network, wideNetwork }: Pick<Booking, "network" | "wideNetwork">,
  request: HoldRequest,
): RefusalCode[] {
  const { resource, wanted, except, now } = request;
  const isTooMuch = (isOurs: (booking: Booking) => boolean, freeHolds: number) => {
    let [holds, seats] = [0, 0];
    for (const booking of world.bookings.values()) {
      if (!isOurs(booking) || !isLiveHold(booking, now) || except.includes(booking)) continue;
      const quantity = quantityOn(active(booking), resource.id);
      if (quantity > 0) [holds, seats] = [holds + 1, seats + quantity];
    }
    if (holds < freeHolds) return false;
    const isScarce = remaining(resource) <= resource.capacity * SCARCE_SHARE;
    return isScarce || seats + wanted > resource.capacity * HELD_SHARE;
  };
  const isRefused =
    (network !== null && isTooMuch((each) => each.network === network, FREE_HOLDS_OF_A_NETWORK)) ||
    (wideNetwork !== null &&
      isTooMuch((each) => each.wideNetwork === wideNetwork, FREE_HOLDS_OF_A_WIDE_NETWORK));
  return isRefused ? ["HOLD_LIMIT"] : [];
}

/**
 * Refuses a renewal if the holder has reached the maximum, so that seats cannot be held indefinitely without a booking.
 * Holds that were booked do not count.
 */
export function renewalReasons(
  world: World,
  holder: string | null,
  scope: string | null,
  now: number,
): RefusalCode[] {
  if (holder === null || scope === null) return [];
  let given = 0;
  for (const booking of world.bookings.values()) {
    const isOurs = booking.holder === holder && booking.scope === scope && booking.fate !== "confirmed";
    if (!isOurs || booking.createdAt <= now - RENEWALS_WINDOW_MS) continue;
    given += booking.extended ? 2 : 1;
  }
  return given > MAX_RENEWALS ? ["RENEWAL_LIMIT"] : [];
}

/** Returns the scope of a new booking: that of its first resource. */
export function scopeOf(world: World, { claims }: Pick<TakeCommand, "claims">): string | null {
  return world.resources.get(claims[0]?.resourceId ?? "")?.rules.scope ?? null;
}

function liveHoldsOf(world: World, command: Extract<TakeCommand, { kind: "hold" }>, now: number): Booking[] {
  if (command.holder === null) return [];
  const scope = scopeOf(world, command);
  return [...world.bookings.values()].filter(
    (booking) =>
      booking.holder === command.holder &&
      booking.scope === scope &&
      isLiveHold(booking, now) &&
      active(booking).every((each) => world.resources.has(each.resourceId)),
  );
}

function isLiveHold(booking: Booking, now: number): boolean {
  return booking.fate === "pending" && booking.expiresAt !== null && now < booking.expiresAt;
}

/** Returns the reasons against a claim of a change, which has all of `claims`. Only an increase is judged. */
function reasonsAgainstChange(
  world: World,
  booking: Booking,
  claims: Claim[],
  { claim, now }: { claim: Claim; now: number },
): RefusalCode[] {
  const resource = world.resources.get(claim.resourceId);
  if (!resource) return ["RESOURCE_NOT_FOUND"];
  const wanted = quantityOn(claims, claim.resourceId);
  const more = wanted - quantityOn(active(booking), claim.resourceId);
  if (more <= 0) return [];
  return [
    ...closedReasons(world, resource, now),
    ...limitReasons(resource, wanted),
    ...personReasons(world, booking.person, resource, wanted, [booking]),
    ...(booking.fate === "pending"
      ? networkReasons(world, booking, { resource, wanted, except: [booking], now })
      : []),
    ...(more > remaining(resource) ? (["RESOURCE_FULL"] as const) : []),
  ];
}

/** Returns the reservations to end and the claims to add. A reservation with the resource and quantity of a claim stays. */
function difference(old: Reservation[], claims: Claim[]): { ended: Reservation[]; begun: Claim[] } {
  const begun = [...claims];
  const ended = old.filter((each) => {
    const same = begun.findIndex(
      (claim) => claim.resourceId === each.resourceId && claim.quantity === each.quantity,
    );
    if (same >= 0) begun.splice(same, 1);
    return same < 0;
  });
  return { ended, begun };
}

function holdSeconds(world: World, command: Exclude<TakeCommand, { kind: "book" }>): number {
  if (command.seconds !== null) return command.seconds;
  const ruled = command.claims.map(
    (claim) => world.resources.get(claim.resourceId)?.rules.holdSeconds ?? null,
  );
  const given = ruled.filter((each) => each !== null);
  return given.length > 0 ? Math.min(...given) : DEFAULT_HOLD_SECONDS;
}

/** Sums the claims on a resource: a booking may name it more than once. */
function quantityOn(claims: readonly Claim[], resourceId: string): number {
  let sum = 0;
  for (const claim of claims) if (claim.resourceId === resourceId) sum += claim.quantity;
  return sum;
}

function refusedClaim(claim: Claim, reason: RefusalCode | null, left: number): ClaimRefusal {
  return { resourceId: claim.resourceId, quantity: claim.quantity, reason, remaining: left };
}
