import { createHash } from "node:crypto";
import type { Resource } from "#app/booking/world.ts";
import type { ObservedRow } from "./subject.ts";

/** How far a resource's ledger has been replayed, and what its rows add up to. */
interface Replayed {
  rows: number;
  booked: number;
  held: number;
  lowestMargin: number;
  hash: Uint8Array;
  taken: Set<string>;
  freed: Set<string>;
}

/** Replays ledgers row by row as they grow, by arithmetic and a hash of its own, and says what does not add up. */
export class LedgerReplay {
  readonly #replayed = new Map<string, Replayed>();

  /** Goes on to the end of the rows and compares what they say with the resource. Answers complaints. */
  follow(resource: Resource, rows: ObservedRow[]): string[] {
    const state = this.#replayed.get(resource.id) ?? {
      rows: 0,
      booked: 0,
      held: 0,
      lowestMargin: Number.POSITIVE_INFINITY,
      hash: new Uint8Array(32),
      taken: new Set<string>(),
      freed: new Set<string>(),
    };
    this.#replayed.set(resource.id, state);
    const complaints = rows.slice(state.rows).flatMap((row) => judge(state, row));
    return [...complaints, ...judgeCounters(state, resource)].map((each) => `${resource.id}: ${each}`);
  }
}

function judge(state: Replayed, row: ObservedRow): string[] {
  const complaints: string[] = [];
  state.rows += 1;
  if (row.sequence !== state.rows)
    complaints.push(`sequence ${row.sequence} stands where ${state.rows} should`);
  state.booked += row.bookedDelta;
  state.held += row.heldDelta;
  if (row.booked !== state.booked || row.held !== state.held) {
    complaints.push(`a ledger row says ${row.booked}+${row.held}, the deltas ${state.booked}+${state.held}`);
  }
  const margin = row.capacity - state.booked - state.held - row.setAside;
  if (margin < 0) complaints.push(`oversold by ${-margin} at sequence ${row.sequence}`);
  if (Math.min(state.booked, state.held, row.setAside) < 0) complaints.push("more freed than was taken");
  state.lowestMargin = Math.min(state.lowestMargin, margin);
  for (const [kind, seen] of [
    ["taken", state.taken],
    ["freed", state.freed],
  ] as const) {
    if (row.kind !== kind || row.reservationId === null) continue;
    if (seen.has(row.reservationId)) complaints.push(`a place was ${kind} twice`);
    seen.add(row.reservationId);
  }
  state.hash = createHash("sha256").update(state.hash).update(JSON.stringify(row.hashed)).digest();
  if (row.hash !== hexOf(state.hash)) complaints.push(`the hash of row ${row.sequence} is wrong`);
  return complaints;
}

function judgeCounters(state: Replayed, resource: Resource): string[] {
  const { booked, held, version, lowestMargin, head } = resource;
  const said = { booked, held, version, lowestMargin, head: hexOf(head) };
  const { rows } = state;
  const replayed = {
    booked: state.booked,
    held: state.held,
    version: rows,
    lowestMargin: state.lowestMargin,
    head: hexOf(state.hash),
  };
  return (Object.keys(said) as (keyof typeof said)[])
    .filter((name) => said[name] !== replayed[name])
    .map((name) => `the resource's ${name} is ${said[name]}, its ledger says ${replayed[name]}`);
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
