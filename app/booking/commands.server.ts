import { assert } from "#app/platform/assert.ts";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { newId, newReference } from "#app/platform/ids.ts";
import { type Extras, run } from "./engine.server.ts";
import { createRows } from "./internal/committing/create.server.ts";
import { createOne } from "./internal/committing/create-one.server.ts";
import type { Part, ResourceSave, Taking } from "./internal/deciding/decision.ts";
import type { Attachment, Idempotency, Outcome } from "./request.ts";
import type { Claim, NewResource, Rules } from "./world.ts";

/** The engine's public face. Every command answers a result or a refusal; trouble is thrown (see refusals.ts). */

export interface TakeInput {
  /** What is claimed, all or nothing: 1 to 100 claims of 1 to 1,000 each. */
  claims: Claim[];
  /** Who books, opaque to the engine. */
  clientId: string;
  /** Whose limit counts, as an HMAC in hex; needed only where the rules limit persons. */
  person?: string;
  attachment?: Attachment;
  idempotency?: Idempotency;
}

/**
 * Takes the claims and confirms the booking at once. Refuses with MAINTENANCE_MODE, RESOURCE_CANCELLED, RESOURCE_CLOSED,
 * NOT_OPEN_YET, BOOKING_CLOSED, TOO_MANY_PER_BOOKING, TOO_MANY_PER_PERSON, RESOURCE_FULL, RESOURCE_NOT_FOUND or
 * IDEMPOTENCY_KEY_REUSED, the first that applies.
 */
export function book(ctx: Ctx, input: TakeInput): Promise<Outcome> {
  return run(ctx, { kind: "book", ...takingOf(input) }, extrasOf(input));
}

export interface HoldInput extends TakeInput {
  /** How long it lasts; the rules, else ten minutes, where it is not given. */
  seconds?: number;
  /** Hashes in hex of the browser and the network that hold: a browser holds one booking of a scope at a time. */
  holder?: string;
  network?: string;
  /** The hash of the network around it, an IPv6 /48; its limit is four times as high. */
  wideNetwork?: string;
}

/**
 * Takes the claims until a deadline. A live hold of the same holder and scope is replaced. Refuses as `book`, and with
 * HOLD_LIMIT where one network holds too much of what is scarce, and RENEWAL_LIMIT where the holder has renewed its holds of
 * the scope three times within an hour.
 */
export function hold(ctx: Ctx, input: HoldInput): Promise<Outcome> {
  const { seconds = null, holder = null, network = null, wideNetwork = null } = input;
  const holding = { seconds, holder, network, wideNetwork };
  return run(ctx, { kind: "hold", ...takingOf(input), ...holding }, extrasOf(input));
}

/** Holds for the waitlist what was set aside for it. Refuses as `book`; RESOURCE_FULL means that less is set aside. */
export function offer(ctx: Ctx, input: TakeInput & { seconds: number }): Promise<Outcome> {
  return run(ctx, { kind: "offer", ...takingOf(input), seconds: input.seconds }, extrasOf(input));
}

interface OfBooking {
  bookingId: string;
  attachment?: Attachment;
  idempotency?: Idempotency;
}

/**
 * Confirms a hold. Past its deadline its places are taken anew where that is possible. A `person` counts from now on
 * where the hold was made for nobody yet. Refuses with RESOURCE_CANCELLED or TOO_MANY_PER_PERSON (the hold stands),
 * HOLD_EXPIRED, INVALID_STATE (no hold) or BOOKING_NOT_FOUND.
 */
export function confirm(ctx: Ctx, input: OfBooking & { person?: string }): Promise<Outcome> {
  const { bookingId, person } = input;
  return run(ctx, { kind: "confirm", bookingId, person }, extrasOf(input));
}

/**
 * Counts a confirmed booking towards the limit of another person, an HMAC in hex, instead of that of the present one. `alsoWrite` is committed with it or not at all. Refuses with TOO_MANY_PER_PERSON where that person has booked and would
 * have more than the limit, INVALID_STATE (not confirmed) or BOOKING_NOT_FOUND.
 */
export function changePerson(
  ctx: Ctx,
  input: OfBooking & { person: string; alsoWrite?: Extras["alsoWrite"] },
): Promise<Outcome> {
  const { bookingId, person, alsoWrite } = input;
  return run(ctx, { kind: "changePerson", bookingId, person }, { ...extrasOf(input), alsoWrite });
}

/** Gives a live hold more seconds, once. Refuses with HOLD_EXPIRED, INVALID_STATE, RENEWAL_LIMIT or BOOKING_NOT_FOUND. */
export function extend(ctx: Ctx, input: OfBooking & { seconds?: number }): Promise<Outcome> {
  const { bookingId, seconds = 300 } = input;
  return run(ctx, { kind: "extend", bookingId, seconds }, extrasOf(input));
}

/**
 * Cancels a booking or a part of it, and frees what it took. `byAttendee` minds the organiser's last moment for it; with
 * `notify` false the guest gets no mail, which is decided and kept with the cancelling.
 * Refuses with BOOKING_NOT_FOUND, INVALID_STATE (it is not active, or the part is not there) or BOOKING_CLOSED (too late).
 */
export function cancel(
  ctx: Ctx,
  input: OfBooking & { byAttendee: boolean; part?: Part[]; notify?: boolean },
): Promise<Outcome> {
  const { bookingId, byAttendee, part = null, notify = true } = input;
  return run(ctx, { kind: "cancel", bookingId, byAttendee, part }, { ...extrasOf(input), notify });
}

/**
 * Ends a live hold and frees what it took, before its deadline. Refuses with INVALID_STATE what is a hold no longer, such as
 * a booking that was made of it, or with BOOKING_NOT_FOUND.
 */
export function release(ctx: Ctx, bookingId: string): Promise<Outcome> {
  const command = { kind: "cancel", bookingId, byAttendee: false, holdOnly: true, part: null } as const;
  return run(ctx, command);
}

/**
 * Gives a booking other claims, all or nothing, decided on the net change of each resource. Refuses as `book` does for
 * what it takes more, and with INVALID_STATE, HOLD_EXPIRED or BOOKING_CLOSED (too late); then the old claims stand.
 */
export function change(
  ctx: Ctx,
  input: OfBooking & { byAttendee: boolean; claims: Claim[]; alsoWrite?: Extras["alsoWrite"] },
): Promise<Outcome> {
  const { bookingId, byAttendee, claims, alsoWrite } = input;
  return run(ctx, { kind: "change", bookingId, byAttendee, claims }, { ...extrasOf(input), alsoWrite });
}

/**
 * Gives a live hold other claims, all or nothing; its deadline stays. Refuses as `change` does, and with INVALID_STATE
 * what is a hold no longer: the organiser's last moment for changes is about bookings, and is not checked here.
 */
export function changeHold(ctx: Ctx, input: OfBooking & { claims: Claim[] }): Promise<Outcome> {
  const { bookingId, claims } = input;
  const command = { kind: "change", bookingId, byAttendee: false, holdOnly: true, claims } as const;
  return run(ctx, command, extrasOf(input));
}

/** Ends a hold whose deadline has passed by the database's clock. Refuses with INVALID_STATE where it has not. */
export function expire(ctx: Ctx, bookingId: string): Promise<Outcome> {
  return run(ctx, { kind: "expire", bookingId });
}

interface OfResource {
  resourceId: string;
  idempotency?: Idempotency;
}

/** Sets a capacity of at least 1. Refuses with CAPACITY_BELOW_BOOKED, whose claim says how much is needed. */
export function setCapacity(ctx: Ctx, input: OfResource & { capacity: number }): Promise<Outcome> {
  const { resourceId, capacity } = input;
  return run(ctx, { kind: "setCapacity", resourceId, capacity }, extrasOf(input));
}

/** Names another type. Refuses with RESOURCE_NOT_FOUND only. */
export function setType(ctx: Ctx, input: OfResource & { type: string }): Promise<Outcome> {
  const { resourceId, type } = input;
  return run(ctx, { kind: "setType", resourceId, type }, extrasOf(input));
}

/** Replaces a resource's rules. Refuses with RESOURCE_NOT_FOUND only. */
export function setRules(ctx: Ctx, input: OfResource & { rules: Rules }): Promise<Outcome> {
  const { resourceId, rules } = input;
  return run(ctx, { kind: "setRules", resourceId, rules }, extrasOf(input));
}

/** While a resource is waiting, what is freed is set aside. Refuses with RESOURCE_NOT_FOUND only. */
export function setWaiting(ctx: Ctx, input: OfResource & { waiting: boolean }): Promise<Outcome> {
  const { resourceId, waiting } = input;
  return run(ctx, { kind: "setWaiting", resourceId, waiting }, extrasOf(input));
}

/** Gives what is set aside back to everyone. Refuses with RESOURCE_NOT_FOUND only. */
export function giveBack(ctx: Ctx, resourceId: string, idempotency?: Idempotency): Promise<Outcome> {
  return run(ctx, { kind: "giveBack", resourceId }, { idempotency });
}

/** Opens a resource for booking, a cancelled one too; one that is open stays so. Refuses with RESOURCE_NOT_FOUND only. */
export function openResource(ctx: Ctx, resourceId: string, idempotency?: Idempotency): Promise<Outcome> {
  return run(ctx, { kind: "open", resourceId }, { idempotency });
}

/**
 * Closes a resource to new bookings; those that are made stay. A cancelled one stays cancelled. Refuses with
 * RESOURCE_NOT_FOUND only.
 */
export function closeResource(ctx: Ctx, resourceId: string, idempotency?: Idempotency): Promise<Outcome> {
  return run(ctx, { kind: "close", resourceId }, { idempotency });
}

/**
 * Cancels a resource: from then on nobody can book, hold, be offered or confirm anything of it. What is booked stays until
 * it is cancelled or moved. With `ifEmpty` it is refused with CAPACITY_BELOW_BOOKED where anything is booked or held; the
 * claim says how much.
 */
export function cancelResource(ctx: Ctx, input: OfResource & { ifEmpty?: boolean }): Promise<Outcome> {
  const { resourceId, ifEmpty = false } = input;
  return run(ctx, { kind: "cancelResource", resourceId, ifEmpty }, extrasOf(input));
}

/** How many resources are decided together at most. */
export const MOST_SAVED_TOGETHER = 500;

/**
 * Saves resources together: capacity, rules and state of each, at most 500, all or nothing. What is as it was writes nothing.
 * `alsoWrite` is committed with it or not at all. Refuses with RESOURCE_NOT_FOUND or CAPACITY_BELOW_BOOKED; the claims name
 * the resources that stand in the way and how much of each is taken.
 */
export function saveResources(
  ctx: Ctx,
  resources: ResourceSave[],
  alsoWrite?: Extras["alsoWrite"],
): Promise<Outcome> {
  assert(
    resources.length <= MOST_SAVED_TOGETHER,
    "no more resources are saved together than a batch may lock",
  );
  assert(new Set(resources.map((each) => each.resourceId)).size === resources.length, "each is saved once");
  return run(ctx, { kind: "saveResources", resources }, { alsoWrite });
}

/**
 * Makes one resource, in a transaction of its own. Refuses with RESOURCE_ALREADY_EXISTS or IDEMPOTENCY_KEY_REUSED; the
 * answer shows the resource.
 */
export function createResource(ctx: Ctx, resource: NewResource, idempotency?: Idempotency): Promise<Outcome> {
  return createOne(ctx, resource, idempotency);
}

/** Makes resources inside the caller's transaction: nobody else knows them yet, so nothing has to be locked. */
export function createResources(tx: TxCtx, resources: NewResource[]): Promise<void> {
  return createRows(tx, resources);
}

function takingOf({ claims, clientId, person }: TakeInput): Taking {
  return { bookingId: newId(), reference: newReference(), clientId, person: person ?? null, claims };
}

function extrasOf({ attachment, idempotency }: { attachment?: Attachment; idempotency?: Idempotency }) {
  return { attachment, idempotency };
}
