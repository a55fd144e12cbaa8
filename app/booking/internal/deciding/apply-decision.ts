import { assert } from "#app/platform/assert.ts";
import { newId } from "#app/platform/ids.ts";
import { hexOf } from "#db/bytes.ts";
import { RETENTION_MS } from "../../idempotency.ts";
import { numbered, takeExactly } from "../../lines.ts";
import { isStoredRefusal, type RefusalCode } from "../../refusals.ts";
import type { Accepted, Outcome, Refused, Request, ResourceAfter } from "../../request.ts";
import { type HistoryKind, isBlocking, isOfGuests } from "../../states.ts";
import { type Booking, type Line, limitKey, type Resource, remaining, type World } from "../../world.ts";
import { detailsOf } from "../committing/stored-outcome.ts";
import { applyMoves } from "./apply-moves.ts";
import { type Changes, count } from "./changes.ts";
import { active, freedMove, scopeOf } from "./decide-take.ts";
import type { Accepting, Command, Decision, NewBookingFields, Refusing } from "./decision.ts";
import { loweringMoves } from "./planned-capacity.ts";

/** Applies a decision to the world and collects the rows to write. It cannot refuse; `decide` has done that. */
export function applyDecision(
  world: World,
  changes: Changes,
  request: Request,
  decision: Decision,
  at: number,
): Outcome {
  return decision.accepted
    ? accepted(world, changes, request, decision, at)
    : refused(world, changes, request, decision, at);
}

/** Ends an overdue or replaced hold as a separate change. Returns the quantities freed into set-asides, by resource. */
export function endHold(
  world: World,
  changes: Changes,
  booking: Booking,
  into: "expired" | "cancelled",
  at: number,
): Map<string, number> {
  const requestId = newId();
  const status = into === "expired" ? "EXPIRED" : "CANCELLED";
  const moves = active(booking).map((each) => freedMove(each, status));
  const released = applyMoves(world, changes, { requestId, booking, moves, at });
  // The command that replaces a hold may take its quantity again, and lowers the capacity itself.
  if (into === "expired") lower(world, changes, moves, { requestId, at });
  settleLimit(world, changes, booking, 0);
  booking.fate = into;
  const bySystem = { actor: { kind: "system" }, actsAs: "system" } as const;
  recordHistory(changes, booking, into, { requestId, ...bySystem });
  return released;
}

/** Lowers the capacity in force of the touched resources that are above their plan. */
function lower(
  world: World,
  changes: Changes,
  touched: readonly { resourceId: string }[],
  by: { requestId: string; at: number },
): void {
  const moves = loweringMoves(world, touched);
  if (moves.length > 0) applyMoves(world, changes, { ...by, booking: null, moves });
}

function accepted(
  world: World,
  changes: Changes,
  request: Request,
  decision: Accepting,
  at: number,
): Accepted {
  const { command, requestId } = request;
  const released = new Map<string, number>();
  const touched: { resourceId: string }[] = [...decision.moves];
  for (const id of decision.replaces) {
    const replaced = world.bookings.get(id);
    assert(replaced, "a replaced hold exists");
    touched.push(...active(replaced));
    for (const [resourceId, quantity] of endHold(world, changes, replaced, "cancelled", at)) {
      released.set(resourceId, (released.get(resourceId) ?? 0) + quantity);
    }
  }
  const booking = bookingOf(world, changes, request, at);
  applyMoves(world, changes, { requestId, booking, moves: decision.moves, at, released });
  lower(world, changes, touched, { requestId, at });
  if (booking && decision.booking) {
    const { fate, expiresAt, history, counted, person, kind } = decision.booking;
    booking.person ??= person ?? null;
    settleLimit(world, changes, booking, counted);
    booking.fate = fate;
    booking.expiresAt = expiresAt;
    booking.kind = kind ?? booking.kind;
    booking.extended ||= history === "extended";
    attachLater(changes, booking, request);
    const former = decision.lines ? booking.lines : null;
    if (decision.lines) changeLines(changes, booking, decision.lines);
    recordHistory(changes, booking, history, request, { warnings: decision.warnings, lines: former });
  }
  if (booking && decision.counts) {
    const { person, counted } = decision.counts;
    settleLimit(world, changes, booking, 0);
    booking.person = person;
    settleLimit(world, changes, booking, counted);
    changes.changedBookings.set(booking.id, booking);
  }
  assert(
    !booking || !isActive(booking) || takeExactly(booking.lines, active(booking)),
    "claims are the sum of lines",
  );
  const resource = firstResource(world, command, booking);
  const answer: Accepted = {
    ok: true,
    booking: booking && snapshotOf(booking),
    resource: resource && "resourceId" in command ? resourceAfter(resource) : null,
    warnings: decision.warnings,
    ...decisionPointOf(resource),
    at,
    replayed: false,
  };
  storeOutcome(changes, request, answer);
  return answer;
}

function refused(world: World, changes: Changes, request: Request, decision: Refusing, at: number): Refused {
  const { command, requestId } = request;
  const { refusal, claims } = decision;
  // Unless an earlier attempt that had committed has already written and counted it. Only refused guests are demand.
  const isDemand = isTakeCommand(command) && isOfGuests(command.bookingKind ?? "guest");
  if (isDemand && isStoredRefusal(refusal) && !world.refused?.has(requestId))
    reject(world, changes, { command, requestId }, decision);
  const booking = "bookingId" in command ? (world.bookings.get(command.bookingId) ?? null) : null;
  const point = decisionPointOf(firstResource(world, command, booking));
  const message = (refusal === "MAINTENANCE_MODE" && world.maintenance) || null;
  const answer: Refused = { ok: false, refusal, claims, message, ...point, at, replayed: false };
  if (isStoredRefusal(refusal)) storeOutcome(changes, request, answer);
  return answer;
}

/**
 * Records the rejected claims. A claim that would have fitted by itself gets the reason of its booking. The first row has
 * the id of the request, so that a retry of the request finds it.
 */
function reject(
  world: World,
  changes: Changes,
  { command, requestId }: { command: NewBookingFields; requestId: string },
  decision: Refusing,
): void {
  let id = requestId;
  for (const [index, { resourceId, quantity }] of command.claims.entries()) {
    const resource = world.resources.get(resourceId);
    if (!resource) continue;
    const reason = decision.claims[index]?.reason ?? decision.refusal;
    const { clientId } = command;
    changes.rejections.push({
      id,
      resourceId,
      clientId,
      quantity,
      reason,
      sequence: resource.version,
    });
    id = newId();
    count(changes, resourceId, "rejected", quantity);
  }
}

function bookingOf(world: World, changes: Changes, request: Request, at: number): Booking | null {
  const { command, attachment, requestId } = request;
  if (!("bookingId" in command)) return null;
  if (!isTakeCommand(command)) return world.bookings.get(command.bookingId) ?? null;
  const kind = command.bookingKind ?? "guest";
  const holding =
    command.kind === "hold" && !isBlocking(kind)
      ? command
      : { holder: null, network: null, wideNetwork: null };
  const booking: Booking = {
    id: command.bookingId,
    reference: command.reference,
    fate: "confirmed",
    clientId: command.clientId,
    scope: scopeOf(world, command),
    person: command.person,
    counted: 0,
    holder: holding.holder,
    network: holding.network,
    wideNetwork: holding.wideNetwork,
    expiresAt: null,
    createdAt: at,
    source: attachment?.source ?? null,
    metadata: attachment?.metadata ?? null,
    changes: 0,
    extended: false,
    reservations: [],
    lines: numbered(command.lines),
    kind,
  };
  world.bookings.set(booking.id, booking);
  changes.newBookings.set(booking.id, { booking, requestId, attachment });
  return booking;
}

/** Replaces the attached data of an existing booking. */
function attachLater(changes: Changes, booking: Booking, { attachment }: Request): void {
  if (!attachment || changes.newBookings.has(booking.id)) return;
  booking.source = attachment.source ?? booking.source;
  booking.metadata = attachment.metadata ?? booking.metadata;
  changes.laterAttachments.push({ bookingId: booking.id, attachment });
}

function isTakeCommand(command: Command): command is Extract<Command, NewBookingFields> {
  return "claims" in command && command.kind !== "change";
}

function recordHistory(
  changes: Changes,
  booking: Booking,
  kind: HistoryKind,
  { requestId, actor, actsAs, notify = true }: Pick<Request, "requestId" | "actor" | "actsAs" | "notify">,
  { warnings, lines }: { warnings: readonly RefusalCode[]; lines: Line[] | null } = {
    warnings: [],
    lines: null,
  },
): void {
  booking.changes += 1;
  const { id: bookingId, changes: position } = booking;
  changes.history.push({
    id: newId(),
    bookingId,
    position,
    kind,
    requestId,
    actor,
    notify,
    actsAs,
    warnings,
    lines,
  });
  if (!changes.newBookings.has(bookingId)) changes.changedBookings.set(bookingId, booking);
}

/** Replaces the lines of a booking. Lines are replaced as a whole and never modified, so that earlier ones can be kept. */
function changeLines(changes: Changes, booking: Booking, lines: Line[]): void {
  const { id } = booking;
  if (!changes.newBookings.has(id) && !changes.formerLines.has(id))
    changes.formerLines.set(id, booking.lines);
  booking.lines = lines;
}

function isActive({ fate }: Booking): boolean {
  return fate === "pending" || fate === "confirmed";
}

function settleLimit(world: World, changes: Changes, booking: Booking, counted: number): void {
  const more = counted - booking.counted;
  booking.counted = counted;
  const { scope, person } = booking;
  if (more === 0 || scope === null || person === null) return;
  const key = limitKey(scope, person);
  world.limits.set(key, Math.max(0, (world.limits.get(key) ?? 0) + more));
  changes.limits.set(key, { scope, person, more: (changes.limits.get(key)?.more ?? 0) + more });
}

function firstResource(world: World, command: Command, booking: Booking | null): Resource | undefined {
  const id =
    "resourceId" in command
      ? command.resourceId
      : "claims" in command
        ? command.claims[0]?.resourceId
        : "resources" in command
          ? command.resources[0]?.resourceId
          : // A changed booking may have left its first resource, which is not locked then.
            booking?.reservations.find((each) => world.resources.has(each.resourceId))?.resourceId;
  return id === undefined ? undefined : world.resources.get(id);
}

function decisionPointOf(resource: Resource | undefined): { sequence: number; remaining: number } {
  return resource
    ? { sequence: resource.version, remaining: remaining(resource) }
    : { sequence: 0, remaining: 0 };
}

/** Copies the booking for the outcome, since later commands of the batch change the original. */
function snapshotOf(booking: Booking): Booking {
  return { ...booking, reservations: booking.reservations.map((each) => ({ ...each })) };
}

function resourceAfter(resource: Resource): ResourceAfter {
  const { id, type, capacity, booked, held, setAside, state, waiting, rules, version, over } = resource;
  return { id, type, capacity, booked, held, setAside, state, waiting, rules, version, over };
}

function storeOutcome(changes: Changes, request: Request, answer: Outcome): void {
  if (!request.idempotency) return;
  const { keyHash, fingerprint } = request.idempotency;
  const { sequence, remaining, at } = answer;
  changes.keys.set(hexOf(keyHash), {
    keyHash,
    fingerprint,
    sequence,
    remaining,
    answer,
    outcome: answer.ok ? "ok" : answer.refusal,
    bookingId: answer.ok ? (answer.booking?.id ?? null) : null,
    details: detailsOf(request.command, answer),
    expiresAt: at + (answer.ok ? RETENTION_MS.success : RETENTION_MS.refusal),
  });
}
