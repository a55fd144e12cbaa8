import { chainHash } from "#app/booking/internal/committing/chain.ts";
import type { Attachment, Idempotency } from "#app/booking/request.ts";
import { newId } from "#app/platform/ids.ts";
import { arrayLiteral } from "#db/arrays.ts";
import type { Tx } from "#db/client.ts";
import { runPrepared } from "#db/statements.ts";
import { LOCK, MOVE, REFUSE, TAKE } from "./baseline-statements.ts";

/** A row of `resources` as it was locked. */
export interface Locked {
  id: string;
  capacity: number;
  booked: number;
  held: number;
  setAside: number;
  state: string;
  version: number;
  lowestMargin: number;
  head: Uint8Array;
  maxPerBooking: number | null;
  opensAt: number | null;
  closesAt: number | null;
}

/** What the statement after the lock has seen. */
export interface Seen {
  now: number;
  maintenance: string | null;
  kept: [fingerprint: string, outcome: string, bookingId: string | null] | null;
}

/** One claim that takes, confirms or frees seats of its resource. */
export interface Move {
  resource: Locked;
  reservationId: string;
  quantity: number;
  booked: number;
  held: number;
}

interface Request {
  organizationId: string;
  requestId: string;
  now: number;
  key: Idempotency | undefined;
}

interface NewBooking extends Attachment {
  bookingId: string;
  reference: string;
  fate: "confirmed" | "pending";
  clientId: string;
  expiresAt: number | null;
}

const DAY = 24 * 60 * 60 * 1000;
const whole = (value: unknown) => (value === null ? null : Number(value));
const date = (milliseconds: number | null) =>
  milliseconds === null ? null : new Date(milliseconds).toISOString();
const hex = (value: Uint8Array | undefined) =>
  value === undefined ? null : Buffer.from(value).toString("hex");

/** Locks the resources in the order of their key. */
export async function lock(tx: Tx, organizationId: string, ids: string[]): Promise<Map<string, Locked>> {
  const rows = await runPrepared<Record<string, string | null> & { head: Uint8Array }>(tx, LOCK, [
    organizationId,
    arrayLiteral(ids),
  ]);
  const resources = rows.map((row) => ({
    id: String(row.id),
    state: String(row.state),
    head: row.head,
    capacity: Number(row.capacity),
    booked: Number(row.booked),
    held: Number(row.held),
    setAside: Number(row.set_aside),
    version: Number(row.version),
    lowestMargin: Number(row.lowest_margin),
    maxPerBooking: whole(row.max_per_booking),
    opensAt: whole(row.opens_at),
    closesAt: whole(row.closes_at),
  }));
  return new Map(resources.map((each) => [each.id, each]));
}

/** Writes a new booking and all that goes with it. */
export async function writeTaking(
  tx: Tx,
  request: Request,
  moves: Move[],
  booking: NewBooking,
): Promise<void> {
  const { bookingId, reference, fate, clientId, expiresAt, person, linkTokenHash, source } = booking;
  const kind = fate === "confirmed" ? "confirmed" : "held";
  await runPrepared(tx, TAKE, [
    ...moving(request, moves, { bookingId, kind: "taken", history: kind, position: 1, expiresAt }),
    ...[reference, fate, clientId, date(expiresAt)],
    ...[arrayLiteral(moves.map((each) => each.quantity)), fate.toUpperCase()],
    ...[person?.name, person?.email, person?.locale].map((each) => each ?? null),
    ...[hex(linkTokenHash), source ?? null],
  ]);
}

/** Writes that a booking is confirmed or cancelled. */
export async function writeMove(
  tx: Tx,
  request: Request,
  moves: Move[],
  change: {
    bookingId: string;
    fate: "confirmed" | "cancelled";
    position: number;
    expiresAt: number | null;
  },
): Promise<void> {
  const { bookingId, fate, position, expiresAt } = change;
  const kind = fate === "confirmed" ? "confirmed" : "freed";
  await runPrepared(tx, MOVE, [
    ...moving(request, moves, { bookingId, kind, history: fate, position, expiresAt }),
    ...[fate, fate.toUpperCase()],
  ]);
}

/** Writes that claims were refused, and under which key. */
export async function writeRefusal(
  tx: Tx,
  request: Request,
  moves: Move[],
  { reason, clientId }: { reason: string; clientId: string },
): Promise<void> {
  await runPrepared(tx, REFUSE, [
    ...[request.organizationId, date(request.now)],
    ...keyOf(request, moves, reason, DAY),
    null,
    clientId,
    arrayLiteral(moves.map((each) => each.reservationId)),
    arrayLiteral(moves.map((each) => each.resource.id)),
    arrayLiteral(moves.map((each) => each.quantity)),
    arrayLiteral(moves.map((each) => each.resource.version)),
  ]);
}

type Value = string | number | null;

/** $1 to $25: the resources as they are after the moves, the ledger, the history and the key. */
function moving(
  request: Request,
  moves: Move[],
  change: {
    bookingId: string;
    kind: "taken" | "confirmed" | "freed";
    history: string;
    position: number;
    expiresAt: number | null;
  },
): Value[] {
  const { bookingId, kind, history, position, expiresAt } = change;
  const isPlain = history === "confirmed" && kind === "taken";
  const after = moves.map((each) => moved(each, request, bookingId, kind));
  const column = (read: (index: number) => Value) => arrayLiteral(moves.map((_, index) => read(index)));
  return [
    request.organizationId,
    date(request.now),
    column((index) => after[index]?.id ?? null),
    column((index) => after[index]?.booked ?? null),
    column((index) => after[index]?.held ?? null),
    column((index) => after[index]?.version ?? null),
    column((index) => `\\x${hex(after[index]?.head)}`),
    column((index) => after[index]?.lowestMargin ?? null),
    kind,
    bookingId,
    request.requestId,
    column((index) => moves[index]?.reservationId ?? null),
    column((index) => moves[index]?.booked ?? null),
    column((index) => moves[index]?.held ?? null),
    column((index) => after[index]?.capacity ?? null),
    newId(),
    position,
    history,
    ...keyOf(request, moves, "ok", 7 * DAY, after[0]),
    isPlain ? null : JSON.stringify({ position, expiresAt }),
  ];
}

function keyOf(
  { key, now }: Request,
  moves: Move[],
  outcome: string,
  keptMs: number,
  after: Locked | undefined = moves[0]?.resource,
): Value[] {
  const remaining = after ? after.capacity - after.booked - after.held - after.setAside : 0;
  const hashes = [hex(key?.keyHash), hex(key?.fingerprint)];
  return [...hashes, outcome, after?.version ?? 0, remaining, date(now + keptMs)];
}

function moved(
  move: Move,
  request: Request,
  bookingId: string,
  kind: "taken" | "confirmed" | "freed",
): Locked {
  const { resource, reservationId } = move;
  const { id: resourceId, capacity, setAside } = resource;
  const [booked, held] = [resource.booked + move.booked, resource.held + move.held];
  const sequence = resource.version + 1;
  const head = chainHash(resource.head, {
    resourceId,
    sequence,
    kind,
    bookingId,
    reservationId,
    requestId: request.requestId,
    bookedDelta: move.booked,
    heldDelta: move.held,
    booked,
    held,
    setAside,
    capacity,
    at: request.now,
  });
  const lowestMargin = Math.min(resource.lowestMargin, capacity - booked - held - setAside);
  return { ...resource, booked, held, version: sequence, head, lowestMargin };
}
