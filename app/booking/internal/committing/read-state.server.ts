import { arrayLiteral } from "#db/arrays.ts";
import { hexOf } from "#db/bytes.ts";
import type { Tx } from "#db/client.ts";
import { type FoldedStatement, runTogether } from "#db/statements.ts";
import type { RefusalCode } from "../../refusals.ts";
import { RENEWALS_WINDOW_MS } from "../../renewals.ts";
import { type Booking, limitKey } from "../../world.ts";
import { type ReadBooking, withLines } from "./line-facts.ts";
import { READ_STATE, READ_STATE_LEAN } from "./read-state-statements.ts";
import { rewind } from "./rewind.server.ts";
import type { StoredOutcome } from "./stored-outcome.ts";

export interface ReadState {
  /** Database time, read after the locks were granted; epoch milliseconds. */
  now: number;
  maintenance: string | undefined;
  bookings: Booking[];
  /** Outcomes stored under the keys, by the hex of the key's hash. */
  kept: Map<string, StoredOutcome>;
  /** Requests that an earlier attempt has executed, by id, with their outcomes. */
  done: Map<string, Done>;
  /** Ids of requests that an earlier attempt has refused; undefined if there are none. */
  refused?: Set<string>;
  /** The quantities booked per person and scope, by `limitKey`. */
  limits: Map<string, number>;
  /** Whether commits wait for a synchronous standby. Undefined after a lean read, which finds no earlier outcomes. */
  standby?: boolean;
}

/** The outcome of an executed request: the booking after it, and the decision point of its first resource. */
interface Done {
  booking: Booking;
  warnings: RefusalCode[];
  sequence: number;
  remaining: number;
  at: number;
}

export interface StateQuery {
  /** Ids of resources. Their overdue holds are read. */
  resourceIds: string[];
  bookingIds: string[];
  keys: Uint8Array[];
  requestIds: string[];
  /** Hashes in hex. Their live holds, and their holds of the last hour, are read. */
  holders: string[];
  /** Hashes of networks and wide networks. Their live holds are read. */
  networks: string[];
  /** Ids of bookings. The live holds of their networks are read. */
  growing: string[];
  /** Ids of holds. Their holders' holds of the last hour are read. */
  extending: string[];
  persons: string[];
}

/** Reads everything else that decisions need, in a separate statement, so that its snapshot begins after the locks. */
export async function readState(tx: Tx, organizationId: string, wanted: StateQuery): Promise<ReadState> {
  const [rows = []] = await runTogether(tx, [wideStatement(organizationId, wanted)]);
  return parseWide(tx, organizationId, rows);
}

/** A read of the state as a statement and its parser. The lean one parses to undefined if a wide read is needed. */
export interface StateReader {
  statement: FoldedStatement;
  read(rows: unknown[]): Promise<ReadState> | ReadState | undefined;
}

/**
 * Returns a read that can share a round trip with the lock: the lean one, or the wide one. Undefined if limits of persons
 * must be locked in between.
 */
export function stateReaderWithLock(
  tx: Tx,
  organizationId: string,
  wanted: StateQuery,
): StateReader | undefined {
  const statement = leanStatement(organizationId, wanted);
  if (statement) return { statement, read: parseLean };
  if (wanted.persons.length > 0) return undefined;
  return {
    statement: wideStatement(organizationId, wanted),
    read: (rows) => parseWide(tx, organizationId, rows),
  };
}

function wideStatement(organizationId: string, wanted: StateQuery): FoldedStatement {
  const values = [
    organizationId,
    arrayLiteral(wanted.bookingIds),
    hashes(wanted.keys.map(hexOf)),
    arrayLiteral(wanted.requestIds),
    arrayLiteral(wanted.resourceIds),
    hashes(wanted.holders),
    hashes(wanted.networks),
    hashes(wanted.persons),
    arrayLiteral(wanted.growing),
    arrayLiteral(wanted.extending),
    RENEWALS_WINDOW_MS,
  ];
  return { name: "read_state", text: READ_STATE, values };
}

async function parseWide(tx: Tx, organizationId: string, rows: unknown[]): Promise<ReadState> {
  const [row] = rows as StateRow[];
  if (!row) throw new Error("The read of the state returned no row.");
  return {
    now: Number(row.now),
    maintenance: row.maintenance ?? undefined,
    bookings: (row.bookings ?? []).map(withLines),
    ...(await answersOf(tx, organizationId, row)),
    ...(row.refused && { refused: new Set(row.refused) }),
    limits: new Map((row.limits ?? []).map((each) => [limitKey(each.scope, each.person), each.taken])),
    standby: row.standby,
  };
}

/**
 * Returns the lean statement: new bookings under new keys need little more than the clock, and it detects whether that
 * is the case. Undefined if the requests need more than it reads.
 */
function leanStatement(organizationId: string, wanted: StateQuery): FoldedStatement | undefined {
  const more = [wanted.bookingIds, wanted.requestIds, wanted.holders, wanted.networks, wanted.persons];
  if (more.some((list) => list.length > 0)) return undefined;
  const values = [organizationId, hashes(wanted.keys.map(hexOf)), arrayLiteral(wanted.resourceIds)];
  return { name: "read_state_lean", text: READ_STATE_LEAN, values };
}

/** Parses the lean statement; undefined if a wide read is needed. */
function parseLean([row]: unknown[]): ReadState | undefined {
  const { now, maintenance, more } = row as { now: string; maintenance: string | null; more: boolean };
  if (more) return undefined;
  const none = { bookings: [], kept: new Map(), done: new Map(), limits: new Map() };
  return { now: Number(now), maintenance: maintenance ?? undefined, ...none };
}

function hashes(list: string[]): string {
  return arrayLiteral([...new Set(list)].map((hex) => `\\x${hex}`));
}

/** Returns earlier outcomes with their bookings as they were at that time. */
async function answersOf(
  tx: Tx,
  organizationId: string,
  row: StateRow,
): Promise<Pick<ReadState, "kept" | "done">> {
  const [keys, done] = [row.keys ?? [], row.done ?? []];
  const moments = [
    ...keys.map(({ bookingId, details }) => ({ bookingId, position: details?.position ?? 1 })),
    ...done,
  ];
  const then = await rewind(tx, organizationId, moments.flatMap(withBooking));
  const next = ({ bookingId }: { bookingId: string | null }) => (bookingId ? then.shift() : undefined);
  const kept = keys.map((each): [string, StoredOutcome] => {
    const booking = next(each);
    const fingerprint = fromHex(each.fingerprint);
    const expiresAt = each.details?.expiresAt ?? null;
    return [each.key, { ...each, fingerprint, booking: booking ? { ...booking, expiresAt } : null }];
  });
  const found = done.flatMap((each): [string, Done][] => {
    const booking = next(each);
    return booking ? [[each.requestId, { ...each, booking }]] : [];
  });
  return { kept: new Map(kept), done: new Map(found) };
}

function withBooking({ bookingId, position }: { bookingId: string | null; position: number }) {
  return bookingId ? [{ bookingId, position }] : [];
}

export function fromHex(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

type KeyInRow = Omit<StoredOutcome, "fingerprint" | "booking"> & {
  key: string;
  fingerprint: string;
  bookingId: string | null;
};

interface StateRow {
  now: string;
  maintenance: string | null;
  bookings: ReadBooking[] | null;
  keys: KeyInRow[] | null;
  done: (Omit<Done, "booking"> & { requestId: string; bookingId: string; position: number })[] | null;
  refused: string[] | null;
  limits: { scope: string; person: string; taken: number }[] | null;
  standby: boolean;
}
