import { assert } from "#app/platform/assert.ts";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { newId, newReference } from "#app/platform/ids.ts";
import { type Extras, run } from "./engine.server.ts";
import { createRows } from "./internal/committing/create.server.ts";
import { type CreateExtras, createOne } from "./internal/committing/create-one.server.ts";
import type { BookingPart, NewBookingFields, ResourceSave } from "./internal/deciding/decision.ts";
import { mayOverride } from "./internal/deciding/overrides.ts";
import { claimsOfLines, lineOfClaims, type NewLine } from "./lines.ts";
import type { Attachment, Idempotency, Outcome } from "./request.ts";
import type { BookingKind } from "./states.ts";
import type { Claim, NewResource, Rules } from "./world.ts";

/**
 * The engine's commands. Each returns an accepted outcome or a refusal; failures are thrown (see refusals.ts). Booking rules
 * refuse attendees and programs (`Ctx.actsAs`); for the desk and the system the codes are warnings of an accepted outcome.
 */

/** Maximum claims of one booking. */
export const MAX_CLAIMS_PER_BOOKING = 60;

/**
 * What to book: lines, or the bare claims of a client that knows resources only, which become one line. At most 60 claims of
 * 1 to 1,000 each.
 */
export type BookingContents = { lines: NewLine[] } | { claims: Claim[]; sessionId?: string | null };

export type TakeInput = BookingContents & {
  /** The client who books; opaque to the engine. */
  clientId: string;
  /** The person whose limit counts, as an HMAC in hex. Required only if the rules limit persons. */
  person?: string;
  attachment?: Attachment;
  idempotency?: Idempotency;
};

export type BookInput = TakeInput & {
  /** Default: guest. */
  kind?: "guest" | "walk_in" | "test";
  /** Whether the desk books over capacity. */
  over?: boolean | undefined;
};

/**
 * Creates a confirmed booking of the claims. Refuses with MAINTENANCE_MODE, RESOURCE_CANCELLED, RESOURCE_CLOSED,
 * NOT_OPEN_YET, BOOKING_CLOSED, TOO_MANY_PER_BOOKING, TOO_MANY_PER_PERSON, RESOURCE_FULL, RESOURCE_NOT_FOUND or
 * IDEMPOTENCY_KEY_REUSED, the first that applies. With `over`, which only the desk may use, it raises the capacity in force by
 * what is missing instead of refusing with RESOURCE_FULL.
 */
export function book(ctx: Ctx, input: BookInput): Promise<Outcome> {
  const { over = false } = input;
  assert(!over || ctx.actsAs === "desk", "only the desk books over capacity");
  return run(ctx, { kind: "book", ...bookingFieldsOf(input), ...(over && { over }) }, extrasOf(input));
}

export type HoldInput = TakeInput & {
  /** How long the hold lasts. Defaults to the resources' rules, else ten minutes. */
  seconds?: number;
  /** Hashes in hex of the browser and the network that hold. A browser has at most one live hold per scope. */
  holder?: string;
  network?: string;
  /** The hash of the surrounding network, an IPv6 /48. Its limit is four times as high. */
  wideNetwork?: string;
  kind?: "guest" | "test";
};

/**
 * Holds the claims until a deadline. Replaces a live hold of the same holder and scope. Refuses as `book`, and with
 * HOLD_LIMIT if the network holds too much of a scarce resource, and RENEWAL_LIMIT if the holder has renewed its holds of
 * the scope three times within an hour.
 */
export function hold(ctx: Ctx, input: HoldInput): Promise<Outcome> {
  const { seconds = null, holder = null, network = null, wideNetwork = null } = input;
  const holding = { seconds, holder, network, wideNetwork };
  return run(ctx, { kind: "hold", ...bookingFieldsOf(input), ...holding }, extrasOf(input));
}

export type HoldUntilInput = TakeInput & {
  /** A block, which nobody books, or a tentative booking for a named contact. */
  kind: "block" | "tentative";
  /** The deadline, epoch milliseconds: in the future, at most a year ahead by the database's clock. */
  until: number;
};

/**
 * Keeps the claims out of sale until an instant. The limits of browsers and networks do not apply. Refuses as `book`, and
 * with INVALID_STATE for a deadline that is past or too far.
 */
export function holdUntil(ctx: Ctx, input: HoldUntilInput): Promise<Outcome> {
  assertDesk(ctx);
  const nobody = { seconds: null, holder: null, network: null, wideNetwork: null };
  return run(
    ctx,
    { kind: "hold", ...bookingFieldsOf(input), ...nobody, until: input.until },
    extrasOf(input),
  );
}

/** Holds set-aside quantity for someone on the waitlist. Refuses as `book`; RESOURCE_FULL: less than that is set aside. */
export function offer(ctx: Ctx, input: TakeInput & { seconds: number }): Promise<Outcome> {
  return run(ctx, { kind: "offer", ...bookingFieldsOf(input), seconds: input.seconds }, extrasOf(input));
}

export type { BookingPart };

interface OfBooking {
  bookingId: string;
  attachment?: Attachment;
  idempotency?: Idempotency;
}

/**
 * Confirms a hold. Past its deadline its claims are booked anew if they still fit. `person` is the person whose limit
 * counts, if the hold has none yet. Refuses with RESOURCE_CANCELLED or TOO_MANY_PER_PERSON (the hold remains),
 * HOLD_EXPIRED, INVALID_STATE (not a hold, or a block) or BOOKING_NOT_FOUND. A tentative booking becomes a guest's.
 */
export function confirm(ctx: Ctx, input: OfBooking & { person?: string }): Promise<Outcome> {
  const { bookingId, person } = input;
  return run(ctx, { kind: "confirm", bookingId, person }, extrasOf(input));
}

/**
 * Moves a confirmed booking to the limit of another person (an HMAC in hex). `alsoWrite` commits with it or not at all.
 * Refuses with TOO_MANY_PER_PERSON if that person has bookings and would exceed the limit, INVALID_STATE (not confirmed)
 * or BOOKING_NOT_FOUND.
 */
export function changePerson(
  ctx: Ctx,
  input: OfBooking & { person: string; alsoWrite?: Extras["alsoWrite"] },
): Promise<Outcome> {
  const { bookingId, person, alsoWrite } = input;
  return run(ctx, { kind: "changePerson", bookingId, person }, { ...extrasOf(input), alsoWrite });
}

/** Extends a live hold, once. Refuses with HOLD_EXPIRED, INVALID_STATE, RENEWAL_LIMIT or BOOKING_NOT_FOUND. */
export function extend(ctx: Ctx, input: OfBooking & { seconds?: number }): Promise<Outcome> {
  const { bookingId, seconds = 300 } = input;
  return run(ctx, { kind: "extend", bookingId, seconds }, extrasOf(input));
}

/**
/**
 * Sets the deadline of a live hold, block or tentative booking for the desk: later or earlier, as often as needed. `until` is
 * an instant in epoch milliseconds, in the future and at most a year ahead by the database's clock, else INVALID_STATE.
 * Refuses also with HOLD_EXPIRED, INVALID_STATE (not pending) or BOOKING_NOT_FOUND.
 */
export function setDeadline(ctx: Ctx, input: OfBooking & { until: number }): Promise<Outcome> {
  const { bookingId, until } = input;
  assertDesk(ctx);
  return run(ctx, { kind: "extend", bookingId, seconds: 0, until }, extrasOf(input));
}

/**
 * Cancels a booking or part of it and frees its quantity. A part is named by lines, or by reservations if the booking has a
 * single line.
 * With `notify` false the guest gets no mail; this is stored with the cancellation.
 * Refuses with BOOKING_NOT_FOUND, INVALID_STATE (not active, or no such part) or BOOKING_CLOSED (past the deadline of a
 * claim that would end).
 */
export function cancel(
  ctx: Ctx,
  input: OfBooking & { part?: BookingPart; notify?: boolean },
): Promise<Outcome> {
  const { bookingId, part = null, notify = true } = input;
  return run(ctx, { kind: "cancel", bookingId, part }, { ...extrasOf(input), notify });
}

/**
 * Ends a live hold before its deadline and frees its quantity. Refuses with INVALID_STATE if it is no longer a hold, for
 * example because it was confirmed, or with BOOKING_NOT_FOUND.
 */
export function release(ctx: Ctx, bookingId: string): Promise<Outcome> {
  const command = { kind: "cancel", bookingId, holdOnly: true, part: null } as const;
  return run(ctx, command);
}

/**
 * Replaces the claims of a booking, all or nothing. Decided on the net change per resource: refuses any increase as
 * `book` does, and with INVALID_STATE (also for no claims), HOLD_EXPIRED or BOOKING_CLOSED (past the deadline of a claim
 * that would end). After a refusal the old claims remain.
 */
export function change(
  ctx: Ctx,
  input: OfBooking & BookingContents & { alsoWrite?: Extras["alsoWrite"] },
): Promise<Outcome> {
  const { bookingId, alsoWrite } = input;
  const command = { kind: "change", bookingId, ...contentsOf(input) } as const;
  return run(ctx, command, { ...extrasOf(input), alsoWrite });
}

/**
 * Replaces the claims of a live hold, all or nothing; its deadline stays. Refuses as `change` does, and with
 * INVALID_STATE if it is no longer a hold. The organiser's deadline for changes applies to bookings only and is not checked.
 */
export function changeHold(ctx: Ctx, input: OfBooking & BookingContents): Promise<Outcome> {
  const { bookingId } = input;
  const command = {
    kind: "change",
    bookingId,

    holdOnly: true,
    ...contentsOf(input),
  } as const;
  return run(ctx, command, extrasOf(input));
}

/** Ends a hold whose deadline has passed by the database's clock. Refuses with INVALID_STATE if it has not. */
export function expire(ctx: Ctx, bookingId: string): Promise<Outcome> {
  return run(ctx, { kind: "expire", bookingId });
}

interface OfResource {
  resourceId: string;
  idempotency?: Idempotency;
  alsoWrite?: Extras["alsoWrite"];
}

/**
 * Sets the planned capacity, at least 1. Below what is taken it refuses with CAPACITY_BELOW_BOOKED, where the claim's quantity
 * is the minimum, unless that is the present plan, or with `shrink` lets the capacity in force follow the bookings down.
 */
export function setCapacity(
  ctx: Ctx,
  input: OfResource & { capacity: number; shrink?: boolean },
): Promise<Outcome> {
  const { resourceId, capacity, shrink } = input;
  return run(ctx, { kind: "setCapacity", resourceId, capacity, shrink }, extrasOfResource(input));
}

/** Sets the type of a resource. Refuses with RESOURCE_NOT_FOUND only. */
export function setType(ctx: Ctx, input: OfResource & { type: string }): Promise<Outcome> {
  const { resourceId, type } = input;
  return run(ctx, { kind: "setType", resourceId, type }, extrasOfResource(input));
}

/** Replaces a resource's rules. Refuses with RESOURCE_NOT_FOUND only. */
export function setRules(ctx: Ctx, input: OfResource & { rules: Rules }): Promise<Outcome> {
  const { resourceId, rules } = input;
  return run(ctx, { kind: "setRules", resourceId, rules }, extrasOf(input));
}

/** Sets whether freed quantity is set aside for the waitlist. Refuses with RESOURCE_NOT_FOUND only. */
export function setWaiting(ctx: Ctx, input: OfResource & { waiting: boolean }): Promise<Outcome> {
  const { resourceId, waiting } = input;
  return run(ctx, { kind: "setWaiting", resourceId, waiting }, extrasOf(input));
}

/** Returns the set-aside quantity to general sale. Refuses with RESOURCE_NOT_FOUND only. */
export function giveBack(ctx: Ctx, resourceId: string, idempotency?: Idempotency): Promise<Outcome> {
  return run(ctx, { kind: "giveBack", resourceId }, { idempotency });
}

/** Opens a resource for booking, even a cancelled one. Idempotent. Refuses with RESOURCE_NOT_FOUND only. */
export function openResource(
  ctx: Ctx,
  resourceId: string,
  extras: Pick<Extras, "idempotency" | "alsoWrite"> = {},
): Promise<Outcome> {
  return run(ctx, { kind: "open", resourceId }, extras);
}

/**
 * Closes a resource to new bookings; existing ones stay. A cancelled resource stays cancelled. Refuses with
 * RESOURCE_NOT_FOUND only.
 */
export function closeResource(
  ctx: Ctx,
  resourceId: string,
  extras: Pick<Extras, "idempotency" | "alsoWrite"> = {},
): Promise<Outcome> {
  return run(ctx, { kind: "close", resourceId }, extras);
}

/**
 * Cancels a resource: it can no longer be booked, held, offered or confirmed. Existing bookings stay until they are
 * cancelled or moved. With `ifEmpty`, refuses with CAPACITY_BELOW_BOOKED if anything is booked or held; the claim has the
 * quantity.
 */
export function cancelResource(ctx: Ctx, input: OfResource & { ifEmpty?: boolean }): Promise<Outcome> {
  const { resourceId, ifEmpty = false } = input;
  return run(ctx, { kind: "cancelResource", resourceId, ifEmpty }, extrasOf(input));
}

/** Maximum number of resources in one `saveResources`. */
export const MAX_RESOURCES_PER_SAVE = 500;

/**
 * Saves the planned capacity, rules and state of up to 500 resources, all or nothing. Unchanged resources write nothing.
 * `alsoWrite` commits with them or not at all. Refuses with RESOURCE_NOT_FOUND or CAPACITY_BELOW_BOOKED; the claims name
 * the resources that caused it and how much of each is in use.
 */
export function saveResources(
  ctx: Ctx,
  resources: ResourceSave[],
  alsoWrite?: Extras["alsoWrite"],
): Promise<Outcome> {
  assert(
    resources.length <= MAX_RESOURCES_PER_SAVE,
    "the number of resources is within the limit of a batch",
  );
  assert(
    new Set(resources.map((each) => each.resourceId)).size === resources.length,
    "each resource occurs once",
  );
  return run(ctx, { kind: "saveResources", resources }, { alsoWrite });
}

/**
 * Creates one resource in its own transaction and returns it in the outcome. Refuses with RESOURCE_ALREADY_EXISTS or
 * IDEMPOTENCY_KEY_REUSED.
 */
export function createResource(ctx: Ctx, resource: NewResource, extras: CreateExtras = {}): Promise<Outcome> {
  return createOne(ctx, resource, extras);
}

/** Creates resources in the caller's transaction. They are not visible to others yet, so no lock is needed. */
export function createResources(tx: TxCtx, resources: NewResource[]): Promise<void> {
  return createRows(tx, resources);
}

function extrasOfResource({ idempotency, alsoWrite }: OfResource) {
  return { idempotency, alsoWrite };
}

function bookingFieldsOf(input: TakeInput & { kind?: BookingKind }): NewBookingFields {
  const { clientId, person = null, kind: bookingKind = "guest" } = input;
  const named = { bookingId: newId(), reference: newReference(), clientId, person };
  return { ...named, ...contentsOf(input), bookingKind };
}

/** Only the desk and the system keep seats out of sale. */
function assertDesk({ actsAs }: Ctx): void {
  assert(mayOverride(actsAs), "the desk sets deadlines as instants");
}

/** Returns the lines with their claims, which are the sum of what the lines take. */
function contentsOf(input: BookingContents): { claims: Claim[]; lines: NewLine[] } {
  const claims = "lines" in input ? claimsOfLines(input.lines) : input.claims;
  assert(claims.length <= MAX_CLAIMS_PER_BOOKING, "a booking has at most 60 claims");
  if ("lines" in input) return { claims, lines: input.lines };
  return { claims, lines: claims.length > 0 ? [lineOfClaims(claims, input.sessionId)] : [] };
}

function extrasOf({ attachment, idempotency }: { attachment?: Attachment; idempotency?: Idempotency }) {
  return { attachment, idempotency };
}
