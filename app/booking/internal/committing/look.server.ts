import { arrayLiteral } from "#db/arrays.ts";
import { hexOf } from "#db/bytes.ts";
import type { Tx } from "#db/client.ts";
import { type FoldedStatement, runTogether } from "#db/statements.ts";
import { RENEWALS_COUNT_FOR_MS } from "../../renewals.ts";
import { type Booking, limitKey } from "../../world.ts";
import type { KeptAnswer } from "./kept-answer.ts";
import { LOOK, LOOK_LEAN } from "./look-statements.ts";
import { rewind } from "./rewind.server.ts";

export interface Look {
  /** Database time, read after the locks were granted; epoch milliseconds. */
  now: number;
  maintenance: string | undefined;
  bookings: Booking[];
  /** Answers that were given under one of the keys, by the hex of its hash. */
  kept: Map<string, KeptAnswer>;
  /** Which of the requests an earlier attempt has carried out, and what their answer said. */
  done: Map<string, Done>;
  /** Which of the requests an earlier attempt has refused; undefined where none came before. */
  refused?: Set<string>;
  /** What persons have taken of scopes, by `limitKey`. */
  limits: Map<string, number>;
  /** Whether commits wait for a synchronous standby. Not looked up where no answer of before was found. */
  standby?: boolean;
}

/** What a request has done to a booking: the booking as that left it, and the witness of its first resource. */
interface Done {
  booking: Booking;
  sequence: number;
  remaining: number;
  at: number;
}

export interface LookFor {
  /** Overdue holds on them are seen too. */
  resourceIds: string[];
  bookingIds: string[];
  keys: Uint8Array[];
  requestIds: string[];
  /** Hashes in hex: whose live holds, and holds of the last hour, matter. */
  holders: string[];
  /** Networks and wide networks. */
  networks: string[];
  /** Bookings whose networks' live holds matter. */
  growing: string[];
  /** Holds whose holders' holds of the last hour matter. */
  extending: string[];
  persons: string[];
}

/** Everything else that a decision rests on; a statement of its own, so that its snapshot begins after the locks. */
export async function look(tx: Tx, organizationId: string, wanted: LookFor): Promise<Look> {
  const [rows = []] = await runTogether(tx, [wideStatement(organizationId, wanted)]);
  return lookedWide(tx, organizationId, rows);
}

/** What a look sends, and how what it answers is read; undefined where the small one has seen that there is more. */
export interface Looking {
  statement: FoldedStatement;
  read(rows: unknown[]): Promise<Look> | Look | undefined;
}

/**
 * A look that may go out together with the lock: the small one, or the wide one where nobody's limit has to be locked
 * in between; then undefined.
 */
export function lookBesideLock(tx: Tx, organizationId: string, wanted: LookFor): Looking | undefined {
  const statement = leanStatement(organizationId, wanted);
  if (statement) return { statement, read: lookedLean };
  if (wanted.persons.length > 0) return undefined;
  return {
    statement: wideStatement(organizationId, wanted),
    read: (rows) => lookedWide(tx, organizationId, rows),
  };
}

function wideStatement(organizationId: string, wanted: LookFor): FoldedStatement {
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
    RENEWALS_COUNT_FOR_MS,
  ];
  return { name: "look", text: LOOK, values };
}

async function lookedWide(tx: Tx, organizationId: string, rows: unknown[]): Promise<Look> {
  const [row] = rows as LookRow[];
  if (!row) throw new Error("Look answered no row.");
  return {
    now: Number(row.now),
    maintenance: row.maintenance ?? undefined,
    bookings: row.bookings ?? [],
    ...(await answersOf(tx, organizationId, row)),
    ...(row.refused && { refused: new Set(row.refused) }),
    limits: new Map((row.limits ?? []).map((each) => [limitKey(each.scope, each.person), each.taken])),
    standby: row.standby,
  };
}

/**
 * New bookings under new keys need the clock and little else: one small statement tells whether that is so. Undefined
 * where there is more to look for than it sees.
 */
function leanStatement(organizationId: string, wanted: LookFor): FoldedStatement | undefined {
  const more = [wanted.bookingIds, wanted.requestIds, wanted.holders, wanted.networks, wanted.persons];
  if (more.some((list) => list.length > 0)) return undefined;
  const values = [organizationId, hashes(wanted.keys.map(hexOf)), arrayLiteral(wanted.resourceIds)];
  return { name: "look_lean", text: LOOK_LEAN, values };
}

/** What the small statement has seen; undefined where there is more to see. */
function lookedLean([row]: unknown[]): Look | undefined {
  const { now, maintenance, more } = row as { now: string; maintenance: string | null; more: boolean };
  if (more) return undefined;
  const none = { bookings: [], kept: new Map(), done: new Map(), limits: new Map() };
  return { now: Number(now), maintenance: maintenance ?? undefined, ...none };
}

function hashes(list: string[]): string {
  return arrayLiteral([...new Set(list)].map((hex) => `\\x${hex}`));
}

/** Answers of before show their bookings as they were then. */
async function answersOf(tx: Tx, organizationId: string, row: LookRow): Promise<Pick<Look, "kept" | "done">> {
  const [keys, done] = [row.keys ?? [], row.done ?? []];
  const moments = [
    ...keys.map(({ bookingId, details }) => ({ bookingId, position: details?.position ?? 1 })),
    ...done,
  ];
  const then = await rewind(tx, organizationId, moments.flatMap(withBooking));
  const next = ({ bookingId }: { bookingId: string | null }) => (bookingId ? then.shift() : undefined);
  const kept = keys.map((each): [string, KeptAnswer] => {
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

type KeyInRow = Omit<KeptAnswer, "fingerprint" | "booking"> & {
  key: string;
  fingerprint: string;
  bookingId: string | null;
};

interface LookRow {
  now: string;
  maintenance: string | null;
  bookings: Booking[] | null;
  keys: KeyInRow[] | null;
  done: (Omit<Done, "booking"> & { requestId: string; bookingId: string; position: number })[] | null;
  refused: string[] | null;
  limits: { scope: string; person: string; taken: number }[] | null;
  standby: boolean;
}
