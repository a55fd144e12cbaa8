import { assert } from "#app/platform/assert.ts";
import type { Db, Tx } from "#db/client.ts";
import { endUnwritten, type FoldedStatement, finishConfirmed, runTogether } from "#db/statements.ts";
import type { Outcome, Request } from "../../request.ts";
import { type Booking, limitKey, type Resource, remaining, type World } from "../../world.ts";
import { applyDecision, endHold } from "../deciding/apply-decision.ts";
import { type Changes, hasWrites, noChanges } from "../deciding/changes.ts";
import { decide } from "../deciding/decide.ts";
import { isOverdue } from "../deciding/decide-booking.ts";
import { active } from "../deciding/decide-take.ts";
import { mayOverride } from "../deciding/overrides.ts";
import { isTakeCommand, keysOf, limitsOf, namedResources, wantedOf } from "../deciding/wanted.ts";
import {
  findExisting,
  lockLimits,
  lockStatement,
  NOTHING_RESOLVED,
  readStatement,
  resolveNamed,
  resolveOverdue,
  toResources,
  writeAndCommit,
} from "./ledger.server.ts";
import { type ReadState, readState, type StateReader, stateReaderWithLock } from "./read-state.server.ts";
import { findReplay } from "./replay.ts";

export interface Committed {
  /** In the order of the requests; undefined for those that need a resource locked by another transaction. */
  outcomes: (Outcome | undefined)[];
  /** The resources changed by the batch, in their new state. */
  touched: Resource[];
}

/** Thrown if a booking has claims on resources, or counts against limits, that are not locked. The batch is retried. */
export class ClaimsMoved extends Error {
  override name = "ClaimsMoved";
}

export interface AttemptOptions {
  /** Whether to wait for resources locked by other transactions. */
  patient: boolean;
  /** Whether all requests are for resources that were full a moment ago, so that an unlocked read may suffice. */
  maybeFull: boolean;
  /** Whether an earlier attempt of these requests may have committed. */
  again: boolean;
}

/**
 * Runs a batch of one organisation in one transaction: resolve, lock, read, decide, write, commit. With `patient` it
 * waits for locked resources; otherwise the requests for them get no outcome. Throws database errors; nothing is
 * committed then, unless the response to the commit itself was lost.
 */
export function commitBatch(
  db: Db,
  organizationId: string,
  requests: Request[],
  how: AttemptOptions,
): Promise<Committed> {
  return db.transaction(
    async (tx) =>
      (how.maybeFull ? await refuseUnlocked(tx, organizationId, requests, how) : undefined) ??
      (await runBatch(tx, organizationId, requests, how)),
  );
}

async function runBatch(
  tx: Tx,
  organizationId: string,
  requests: Request[],
  how: AttemptOptions,
): Promise<Committed> {
  const wanted = wantedOf(requests);
  const named = await resolveNamed(tx, organizationId, wanted.bookingIds, wanted.holders);
  const concerned = new Set([...wanted.resourceIds, ...named.resourceIds]);
  // Overdue holds are resolved up front only in a retry, which may be due to one that could not be freed.
  const overdue = how.again ? await resolveOverdue(tx, organizationId, [...concerned]) : NOTHING_RESOLVED;
  const ids = [...new Set([...concerned, ...overdue.resourceIds])].sort();
  const ofBookings = [...named.limits, ...overdue.limits];
  const stateQuery = {
    ...wanted,
    resourceIds: [...concerned],
    // Changed bookings count against their person's limit just as new ones do.
    persons: [...wanted.persons, ...ofBookings.map((each) => each.person)],
    ...keysOf(requests, how),
  };
  const lock = lockStatement(organizationId, ids, how.patient);
  const { resources, seenWithLock } = await readResourcesAndState(
    tx,
    lock,
    stateReaderWithLock(tx, organizationId, stateQuery),
  );
  const limits = [...limitsOf(requests, resources, named.scopes), ...ofBookings];
  await lockLimits(tx, organizationId, limits);
  const blocked = await findBlocked(tx, organizationId, ids, resources);
  const seen = seenWithLock ?? (await readState(tx, organizationId, stateQuery));
  const world = worldOf(seen, resources);
  const changes = noChanges();
  const locked = new Set(limits.map((each) => limitKey(each.scope, each.person)));
  for (const id of wanted.bookingIds) ensureLimitLocked(world.bookings.get(id), locked);
  freeOverdue(world, changes, { requests, concerned, locked, now: seen.now });
  const outcomes = requests.map((request) => answer(world, changes, seen, request, blocked));
  await writeAlso(tx, requests, outcomes);
  end(tx, organizationId, { changes, outcomes, seen });
  return { outcomes, touched: [...changes.resources.values()] };
}

/** Runs `alsoWrite` of accepted requests that are not replays. A request with it is alone in its batch. */
async function writeAlso(tx: Tx, requests: Request[], outcomes: (Outcome | undefined)[]): Promise<void> {
  for (const [index, { alsoWrite }] of requests.entries()) {
    const outcome = outcomes[index];
    if (alsoWrite && outcome?.ok && !outcome.replayed) await alsoWrite(tx, outcome);
  }
}

/** Reads the resources and, if possible, the state in one round trip. The snapshot of the state begins after the locks. */
async function readResourcesAndState(
  tx: Tx,
  reading: FoldedStatement,
  stateReader: StateReader | undefined,
): Promise<{ resources: Resource[]; seenWithLock: ReadState | undefined }> {
  const [rows = [], seen] = await runTogether(tx, stateReader ? [reading, stateReader.statement] : [reading]);
  return { resources: toResources(rows), seenWithLock: seen && (await stateReader?.read(seen)) };
}

/**
 * Refuses a batch without locks if no request in it fits, so that a rush on something sold out does not queue for the
 * row: the state read here was true while the requests waited. Returns undefined if a request may fit.
 */
async function refuseUnlocked(
  tx: Tx,
  organizationId: string,
  requests: Request[],
  how: AttemptOptions,
): Promise<Committed | undefined> {
  // A request of the desk is always decided under the lock.
  const mayBeRefused = ({ command, actsAs }: Request) =>
    (command.kind === "book" || command.kind === "hold") && !mayOverride(actsAs);
  if (!requests.every(mayBeRefused)) return undefined;
  const wanted = wantedOf(requests);
  const stateQuery = { ...wanted, ...keysOf(requests, how) };
  const read = readStatement(organizationId, wanted.resourceIds);
  const { resources, seenWithLock } = await readResourcesAndState(
    tx,
    read,
    stateReaderWithLock(tx, organizationId, stateQuery),
  );
  const byId = new Map(resources.map((each) => [each.id, each]));
  const nothingFits = requests.every(
    ({ command }) =>
      isTakeCommand(command) &&
      command.claims.some((claim) => !fits(byId.get(claim.resourceId), claim.quantity)),
  );
  if (!nothingFits) return undefined;
  const seen = seenWithLock ?? (await readState(tx, organizationId, stateQuery));
  const world = worldOf(seen, resources);
  // Overdue holds, and live ones that their holder would replace, may free capacity.
  const { holders } = wanted;
  const mayMakeRoom = (each: Booking) =>
    isOverdue(each, seen.now) || (each.fate === "pending" && holders.includes(each.holder ?? ""));
  if ([...world.bookings.values()].some(mayMakeRoom)) return undefined;
  const changes = noChanges();
  const outcomes = requests.map((request) => answer(world, changes, seen, request, new Set()));
  assert(changes.resources.size === 0, "no resource changes without a lock");
  end(tx, organizationId, { changes, outcomes, seen });
  return { outcomes, touched: [] };
}

/**
 * Ends the transaction, with the write if there is one. A replayed success was committed by another transaction, whose
 * wait for the standby may have been cancelled: it is returned only after a commit of this transaction has reached the
 * standby.
 */
function end(
  tx: Tx,
  organizationId: string,
  { changes, outcomes, seen }: Pick<Committed, "outcomes"> & { changes: Changes; seen: ReadState },
): void {
  if (hasWrites(changes)) writeAndCommit(tx, organizationId, changes, seen.now);
  else if (seen.standby && outcomes.some((each) => each?.ok && each.replayed)) finishConfirmed(tx);
  else endUnwritten(tx);
}

function fits(resource: Resource | undefined, quantity: number): boolean {
  return resource !== undefined && quantity <= remaining(resource);
}

async function findBlocked(
  tx: Tx,
  organizationId: string,
  ids: string[],
  locked: Resource[],
): Promise<Set<string>> {
  if (locked.length === ids.length) return new Set();
  const have = new Set(locked.map((each) => each.id));
  const missing = ids.filter((id) => !have.has(id));
  return findExisting(tx, organizationId, missing);
}

function worldOf(seen: ReadState, resources: Resource[]): World {
  return {
    maintenance: seen.maintenance,
    resources: new Map(resources.map((each) => [each.id, each])),
    bookings: new Map(seen.bookings.map((each) => [each.id, each])),
    limits: seen.limits,
    ...(seen.refused && { refused: seen.refused }),
  };
}

interface Freeing {
  requests: Request[];
  /** The resources of the requests. Others may be locked only because an overdue hold has claims on them. */
  concerned: Set<string>;
  /** The locked limits, by `limitKey`. */
  locked: Set<string>;
  now: number;
}

/** Throws ClaimsMoved if the limit of the booking's person is not locked, so that the retry locks it. */
function ensureLimitLocked(booking: Booking | undefined, locked: Set<string>): void {
  if (!booking?.scope || !booking.person || booking.counted === 0) return;
  if (!locked.has(limitKey(booking.scope, booking.person))) throw new ClaimsMoved();
}

/**
 * Frees overdue holds on the concerned resources before a request is refused as full, if all their resources are locked.
 * A hold that counts against a person's limit needs that limit locked too; otherwise the retry resolves it together with
 * all other overdue holds on these resources.
 */
function freeOverdue(world: World, changes: Changes, { requests, concerned, locked, now }: Freeing): void {
  const decided = new Set(
    requests.flatMap(({ command }) =>
      "bookingId" in command && !isTakeCommand(command) ? [command.bookingId] : [],
    ),
  );
  for (const booking of world.bookings.values()) {
    if (!isOverdue(booking, now) || decided.has(booking.id)) continue;
    const places = active(booking).map((each) => each.resourceId);
    if (!places.some((id) => concerned.has(id)) || !places.every((id) => world.resources.has(id))) continue;
    ensureLimitLocked(booking, locked);
    endHold(world, changes, booking, "expired", now);
  }
}

function answer(
  world: World,
  changes: Changes,
  seen: ReadState,
  request: Request,
  blocked: Set<string>,
): Outcome | undefined {
  const before = findReplay(changes, seen, request);
  if (before) return before;
  const { command } = request;
  if (blocked.size > 0 && namedResources(command).some((id) => blocked.has(id))) return undefined;
  if (blocked.size > 0 && command.kind === "hold" && holdsElsewhere(world, command.holder, blocked))
    return undefined;
  if ("bookingId" in command && !isTakeCommand(command)) {
    const places = active(world.bookings.get(command.bookingId) ?? { reservations: [] }).map(
      (each) => each.resourceId,
    );
    if (places.some((id) => blocked.has(id))) return undefined;
    if (places.some((id) => !world.resources.has(id))) throw new ClaimsMoved();
  }
  return applyDecision(world, changes, request, decide(world, command, seen.now, request.actsAs), seen.now);
}

/** Returns whether a live hold that this one would replace has claims on a blocked resource. */
function holdsElsewhere(world: World, holder: string | null, blocked: Set<string>): boolean {
  return [...world.bookings.values()].some(
    (booking) =>
      booking.holder !== null &&
      booking.holder === holder &&
      active(booking).some((each) => blocked.has(each.resourceId)),
  );
}
