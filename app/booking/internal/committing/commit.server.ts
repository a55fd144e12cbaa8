import { assert } from "#app/platform/assert.ts";
import type { Db, Tx } from "#db/client.ts";
import { endUnwritten, type FoldedStatement, finishConfirmed, runTogether } from "#db/statements.ts";
import type { Outcome, Request } from "../../request.ts";
import { type Booking, limitKey, type Resource, remaining, type World } from "../../world.ts";
import { carryOut, endHold } from "../deciding/carry-out.ts";
import { type Changes, hasSomethingToWrite, noChanges } from "../deciding/changes.ts";
import { decide } from "../deciding/decide.ts";
import { isOverdue } from "../deciding/decide-booking.ts";
import { active } from "../deciding/decide-take.ts";
import { isTaking, keysOf, limitsOf, namedResources, whatIsWanted } from "../deciding/wanted.ts";
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
import { type Look, type Looking, look, lookBesideLock } from "./look.server.ts";
import { answerBefore } from "./replay.ts";

export interface Committed {
  /** In the order of the requests; undefined for those that need a resource which somebody else has locked. */
  outcomes: (Outcome | undefined)[];
  /** The resources that the batch changed, as it left them. */
  touched: Resource[];
}

/** A booking has places of other resources, or counts against other limits, than were locked: look again from the start. */
export class ClaimsMoved extends Error {
  override name = "ClaimsMoved";
}

export interface Attempt {
  /** Whether to wait for resources that somebody else has locked. */
  patient: boolean;
  /** Whether all of it was full a moment ago, so that an unlocked look may settle it. */
  maybeFull: boolean;
  /** Whether an attempt of the same requests came before, which may have been committed after all. */
  again: boolean;
}

/**
 * Carries a batch of one organisation out in one transaction: resolve, lock, look, decide, write, commit. With
 * `patient` it waits for locked resources; without it their requests come back without an answer. Throws what the
 * database says; nothing is kept then, unless it was the commit whose answer was lost.
 */
export function commitBatch(
  db: Db,
  organizationId: string,
  requests: Request[],
  how: Attempt,
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
  how: Attempt,
): Promise<Committed> {
  const wanted = whatIsWanted(requests);
  const named = await resolveNamed(tx, organizationId, wanted.bookingIds, wanted.holders);
  const concerned = new Set([...wanted.resourceIds, ...named.resourceIds]);
  // Holds that are overdue are looked for first only after an attempt has met one that it could not free.
  const overdue = how.again ? await resolveOverdue(tx, organizationId, [...concerned]) : NOTHING_RESOLVED;
  const ids = [...new Set([...concerned, ...overdue.resourceIds])].sort();
  const ofBookings = [...named.limits, ...overdue.limits];
  const lookFor = {
    ...wanted,
    resourceIds: [...concerned],
    // A booking that is changed counts against its person as one that is made does.
    persons: [...wanted.persons, ...ofBookings.map((each) => each.person)],
    ...keysOf(requests, how),
  };
  const lock = lockStatement(organizationId, ids, how.patient);
  const { resources, seenBeside } = await readAndLook(tx, lock, lookBesideLock(tx, organizationId, lookFor));
  const limits = [...limitsOf(requests, resources, named.scopes), ...ofBookings];
  await lockLimits(tx, organizationId, limits);
  const blocked = await findBlocked(tx, organizationId, ids, resources);
  const seen = seenBeside ?? (await look(tx, organizationId, lookFor));
  const world = worldOf(seen, resources);
  const changes = noChanges();
  const locked = new Set(limits.map((each) => limitKey(each.scope, each.person)));
  for (const id of wanted.bookingIds) assureLimit(world.bookings.get(id), locked);
  freeOverdue(world, changes, { requests, concerned, locked, now: seen.now });
  const outcomes = requests.map((request) => answer(world, changes, seen, request, blocked));
  await writeAlso(tx, requests, outcomes);
  end(tx, organizationId, { changes, outcomes, seen });
  return { outcomes, touched: [...changes.resources.values()] };
}

/** Runs what comes with requests that are carried out now. A batch has one such request and no other. */
async function writeAlso(tx: Tx, requests: Request[], outcomes: (Outcome | undefined)[]): Promise<void> {
  for (const [index, { alsoWrite }] of requests.entries()) {
    const outcome = outcomes[index];
    if (alsoWrite && outcome?.ok && !outcome.replayed) await alsoWrite(tx, outcome);
  }
}

/** Resources and, where that is possible, the look, in one round trip. The look begins when the locks are granted. */
async function readAndLook(
  tx: Tx,
  reading: FoldedStatement,
  looking: Looking | undefined,
): Promise<{ resources: Resource[]; seenBeside: Look | undefined }> {
  const [rows = [], seen] = await runTogether(tx, looking ? [reading, looking.statement] : [reading]);
  return { resources: toResources(rows), seenBeside: seen && (await looking?.read(seen)) };
}

/**
 * When nothing of a batch fits, it is refused without a lock: what is read here was true while it waited, and a
 * rush on something sold out must not queue for the row. Undefined when something may fit after all.
 */
async function refuseUnlocked(
  tx: Tx,
  organizationId: string,
  requests: Request[],
  how: Attempt,
): Promise<Committed | undefined> {
  if (!requests.every(({ command }) => command.kind === "book" || command.kind === "hold")) return undefined;
  const wanted = whatIsWanted(requests);
  const lookFor = { ...wanted, ...keysOf(requests, how) };
  const read = readStatement(organizationId, wanted.resourceIds);
  const { resources, seenBeside } = await readAndLook(tx, read, lookBesideLock(tx, organizationId, lookFor));
  const byId = new Map(resources.map((each) => [each.id, each]));
  const nothingFits = requests.every(
    ({ command }) =>
      isTaking(command) && command.claims.some((claim) => !fits(byId.get(claim.resourceId), claim.quantity)),
  );
  if (!nothingFits) return undefined;
  const seen = seenBeside ?? (await look(tx, organizationId, lookFor));
  const world = worldOf(seen, resources);
  // Overdue holds, and live ones that their holder would replace, may make room.
  const { holders } = wanted;
  const mayMakeRoom = (each: Booking) =>
    isOverdue(each, seen.now) || (each.fate === "pending" && holders.includes(each.holder ?? ""));
  if ([...world.bookings.values()].some(mayMakeRoom)) return undefined;
  const changes = noChanges();
  const outcomes = requests.map((request) => answer(world, changes, seen, request, new Set()));
  assert(changes.resources.size === 0, "nothing is taken without a lock");
  end(tx, organizationId, { changes, outcomes, seen });
  return { outcomes, touched: [] };
}

/**
 * Repeats and refusals may leave nothing to write. A success that is repeated was committed by another transaction, whose
 * wait for the standby may have been cancelled: it is answered once a commit of this transaction has reached the standby.
 */
function end(
  tx: Tx,
  organizationId: string,
  { changes, outcomes, seen }: Pick<Committed, "outcomes"> & { changes: Changes; seen: Look },
): void {
  if (hasSomethingToWrite(changes)) writeAndCommit(tx, organizationId, changes, seen.now);
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

function worldOf(seen: Look, resources: Resource[]): World {
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
  /** The resources that the requests are about. Others may be locked only because an overdue hold has places there. */
  concerned: Set<string>;
  /** The limits that are locked, by `limitKey`. */
  locked: Set<string>;
  now: number;
}

/** It became known for whom a booking counts after it was resolved: the next attempt locks that limit too. */
function assureLimit(booking: Booking | undefined, locked: Set<string>): void {
  if (!booking?.scope || !booking.person || booking.counted === 0) return;
  if (!locked.has(limitKey(booking.scope, booking.person))) throw new ClaimsMoved();
}

/**
 * Frees the holds on the concerned resources whose time is up, where all of their resources are at hand, before anybody
 * is told that it is full. A hold that counts against a person's limit is freed only with that limit locked; the next
 * attempt resolves it, as it does every overdue hold on the same resources, so that it meets no other.
 */
function freeOverdue(world: World, changes: Changes, { requests, concerned, locked, now }: Freeing): void {
  const decided = new Set(
    requests.flatMap(({ command }) =>
      "bookingId" in command && !isTaking(command) ? [command.bookingId] : [],
    ),
  );
  for (const booking of world.bookings.values()) {
    if (!isOverdue(booking, now) || decided.has(booking.id)) continue;
    const places = active(booking).map((each) => each.resourceId);
    if (!places.some((id) => concerned.has(id)) || !places.every((id) => world.resources.has(id))) continue;
    assureLimit(booking, locked);
    endHold(world, changes, booking, "expired", now);
  }
}

function answer(
  world: World,
  changes: Changes,
  seen: Look,
  request: Request,
  blocked: Set<string>,
): Outcome | undefined {
  const before = answerBefore(changes, seen, request);
  if (before) return before;
  const { command } = request;
  if (blocked.size > 0 && namedResources(command).some((id) => blocked.has(id))) return undefined;
  if (blocked.size > 0 && command.kind === "hold" && holdsElsewhere(world, command.holder, blocked))
    return undefined;
  if ("bookingId" in command && !isTaking(command)) {
    const places = active(world.bookings.get(command.bookingId) ?? { reservations: [] }).map(
      (each) => each.resourceId,
    );
    if (places.some((id) => blocked.has(id))) return undefined;
    if (places.some((id) => !world.resources.has(id))) throw new ClaimsMoved();
  }
  return carryOut(world, changes, request, decide(world, command, seen.now), seen.now);
}

/** Whether a live hold that this one would replace has places of a resource that somebody else has locked. */
function holdsElsewhere(world: World, holder: string | null, blocked: Set<string>): boolean {
  return [...world.bookings.values()].some(
    (booking) =>
      booking.holder !== null &&
      booking.holder === holder &&
      active(booking).some((each) => blocked.has(each.resourceId)),
  );
}
