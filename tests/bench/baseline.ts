import { newId, newReference } from "#app/platform/ids.ts";
import { type Db, databaseError, isRetryable, type Tx } from "#db/client.ts";
import { runPrepared } from "#db/statements.ts";
import { LOOK, RESOLVE } from "./baseline-statements.ts";
import { lock, type Move, type Seen, writeMove, writeRefusal, writeTaking } from "./baseline-writes.ts";
import { type Answer, HOLD_SECONDS, newAttachment, newKey, type Order, type Subject } from "./subject.ts";

/**
 * The plain design that the engine is held against: one Drizzle transaction a request. It locks the rows, looks the key
 * up, decides, and writes in one statement the same rows as the engine.
 */
export function baselineOn(db: Db): Subject {
  const run = (work: (tx: Tx) => Promise<Answer>) => withRetries(() => db.transaction(work));
  return {
    book: (order) => run((tx) => take(tx, order, "confirmed")),
    hold: (order) => run((tx) => take(tx, order, "pending")),
    confirm: ({ organizationId, bookingId }) =>
      run((tx) => move(tx, organizationId, bookingId, "confirmed", undefined)),
    cancel: ({ organizationId, bookingId }) =>
      run((tx) => move(tx, organizationId, bookingId, "cancelled", newKey())),
  };
}

const ATTEMPTS = 5;

/** A reference that is taken, a deadlock or a lock that was long in coming: once more. */
async function withRetries(work: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const again = isRetryable(error) || databaseError(error)?.code === "23505";
      if (!again || attempt === ATTEMPTS) throw error;
    }
  }
}

async function take(tx: Tx, order: Order, fate: "confirmed" | "pending"): Promise<Answer> {
  const { organizationId, claims, key = newKey() } = order;
  const resources = await lock(
    tx,
    organizationId,
    claims.map((claim) => claim.resourceId),
  );
  const seen = await look(tx, organizationId, key.keyHash);
  if (seen.kept) return { outcome: seen.kept[1], bookingId: seen.kept[2] ?? undefined, seats: 0 };

  const moves = claims.map(({ resourceId, quantity }): Move => {
    const resource = resources.get(resourceId);
    if (!resource) throw new Error(`There is no resource ${resourceId}.`);
    const [booked, held] = fate === "confirmed" ? [quantity, 0] : [0, quantity];
    return { resource, reservationId: newId(), quantity, booked, held };
  });
  const request = { organizationId, requestId: newId(), now: seen.now, key };
  const clientId = "robin@example.org";
  const reason = moves.map((each) => refusalOf(each, seen)).find((each) => each !== undefined);
  if (reason) {
    await writeRefusal(tx, request, moves, { reason, clientId });
    return { outcome: reason, bookingId: undefined, seats: 0 };
  }
  const bookingId = newId();
  const expiresAt = fate === "pending" ? seen.now + HOLD_SECONDS * 1000 : null;
  const booking = { bookingId, reference: newReference(), fate, clientId, expiresAt, ...newAttachment() };
  await writeTaking(tx, request, moves, booking);
  return { outcome: "ok", bookingId, seats: moves.reduce((sum, each) => sum + each.quantity, 0) };
}

async function move(
  tx: Tx,
  organizationId: string,
  bookingId: string,
  fate: "confirmed" | "cancelled",
  key: ReturnType<typeof newKey> | undefined,
): Promise<Answer> {
  const resolve = () => runPrepared<ReservationRow>(tx, RESOLVE, [organizationId, bookingId]);
  const named = (await resolve()).map((row) => row.resource_id);
  const resources = await lock(tx, organizationId, named);
  const seen = await look(tx, organizationId, key?.keyHash);
  const rows = await resolve();
  if (seen.kept || rows.length === 0) return { outcome: "INVALID_STATE", bookingId: undefined, seats: 0 };

  const held = rows[0]?.fate === "pending";
  if (fate === "confirmed" && Number(rows[0]?.expires_at) <= seen.now)
    return { outcome: "HOLD_EXPIRED", bookingId: undefined, seats: 0 };
  const moves = rows.map((row): Move => {
    const resource = resources.get(row.resource_id);
    if (!resource) throw new Error(`The resource ${row.resource_id} is not locked.`);
    const quantity = Number(row.quantity);
    const booked = fate === "confirmed" ? quantity : held ? 0 : -quantity;
    return { resource, reservationId: row.reservation_id, quantity, booked, held: held ? -quantity : 0 };
  });
  const request = { organizationId, requestId: newId(), now: seen.now, key };
  const position = Number(rows[0]?.changes) + 1;
  const expiresAt = held ? Number(rows[0]?.expires_at) : null;
  await writeMove(tx, request, moves, { bookingId, fate, position, expiresAt });
  return { outcome: "ok", bookingId, seats: moves.reduce((sum, each) => sum + each.booked + each.held, 0) };
}

async function look(tx: Tx, organizationId: string, key: Uint8Array | undefined): Promise<Seen> {
  const hash = key ? Buffer.from(key).toString("hex") : null;
  const [row] = await runPrepared<Omit<Seen, "now"> & { now: string }>(tx, LOOK, [organizationId, hash]);
  if (!row) throw new Error("Look answered no row.");
  return { ...row, now: Number(row.now) };
}

function refusalOf({ resource, quantity }: Move, { now, maintenance }: Seen): string | undefined {
  if (maintenance !== null) return "MAINTENANCE_MODE";
  if (resource.state !== "OPEN") return "RESOURCE_CLOSED";
  if (resource.opensAt !== null && now < resource.opensAt) return "NOT_OPEN_YET";
  if (resource.closesAt !== null && now >= resource.closesAt) return "BOOKING_CLOSED";
  if (resource.maxPerBooking !== null && quantity > resource.maxPerBooking) return "TOO_MANY_PER_BOOKING";
  return quantity > resource.capacity - resource.booked - resource.held - resource.setAside
    ? "RESOURCE_FULL"
    : undefined;
}

interface ReservationRow {
  fate: string;
  expires_at: string | null;
  reservation_id: string;
  resource_id: string;
  quantity: string;
  changes: string;
}
