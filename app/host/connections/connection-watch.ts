import type { Socket } from "node:net";
import type { PipelinedRequests } from "./pipelined-requests.ts";
import { bytesTaken, inodeOf, isBackedUp, readUnacknowledgedBytes } from "./send-progress.ts";

export type CloseReason = "idle" | "unread" | "unsent" | "pipelined";

/** A client's connection and its progress. Times are of performance.now(). */
export interface ClientConnection {
  socket: Socket;
  /** Undefined for a proxy's connection, which carries visitors of many networks. */
  network: string | undefined;
  requests: PipelinedRequests;
  /** When a request last arrived or was in flight. */
  busyAt: number;
  /** When the client last read something, or had nothing to read. */
  progressAt: number;
  bytesTaken: number;
  /** Unacknowledged bytes in the kernel at the last sample; undefined before the first one. */
  unacknowledgedBytes: number | undefined;
  inode: string | undefined;
}

export interface WatchBounds {
  /** A connection without a request for this long is closed. */
  idleAfterMs: number;
  /** A client that reads nothing of its responses for this long is disconnected. */
  unreadAfterMs: number;
  /** Above this many bytes of unsent responses in this process, the connections that hold the most are closed. */
  maxUnsentBytes: number;
}

export interface WatchOptions {
  connections: ReadonlyMap<Socket, ClientConnection>;
  bounds: WatchBounds;
  close(connection: ClientConnection, reason: CloseReason): void;
}

/** Samples taken of the kernel's counters within `unreadAfterMs`. */
const SAMPLES = 4;

/** Returns a function that checks all connections and closes those that have been idle or unread for too long. */
export function createConnectionWatch({ connections, bounds, close }: WatchOptions): (now: number) => void {
  const sample = createSampler(bounds.unreadAfterMs / SAMPLES);
  return (now) => {
    let unsentBytes = 0;
    const unread: ClientConnection[] = [];
    for (const connection of connections.values()) {
      if (!connection.requests.isIdle) connection.busyAt = now;
      else if (now - connection.busyAt > bounds.idleAfterMs) close(connection, "idle");
      unsentBytes += connection.requests.unsentBytes;
      if (sawProgress(connection, now)) continue;
      if (now - connection.progressAt >= bounds.unreadAfterMs) close(connection, "unread");
      else unread.push(connection);
    }
    if (unread.length > 0) sample(unread, now);
    if (unsentBytes > bounds.maxUnsentBytes) {
      closeLargest([...connections.values()], unsentBytes - bounds.maxUnsentBytes, close);
    }
  };
}

function sawProgress(connection: ClientConnection, now: number): boolean {
  // Checked first, since it is false for almost all connections and costs the least.
  if (isBackedUp(connection.socket)) {
    const taken = bytesTaken(connection.socket);
    if (taken === connection.bytesTaken) return false;
    connection.bytesTaken = taken;
  }
  connection.unacknowledgedBytes = undefined;
  connection.progressAt = now;
  return true;
}

/**
 * Returns a function that samples how much clients have acknowledged, for connections where nothing else shows that they read.
 */
function createSampler(everyMs: number) {
  let sampledAt = Number.NEGATIVE_INFINITY;
  let isSampling = false;
  const sample = async (unread: ClientConnection[]) => {
    for (const connection of unread) connection.inode ??= inodeOf(connection.socket);
    const held = await readUnacknowledgedBytes(new Set(unread.flatMap(({ inode }) => inode ?? [])));
    const now = performance.now();
    for (const connection of unread) {
      const bytes = connection.inode === undefined ? undefined : held.get(connection.inode);
      if (bytes === undefined) continue;
      if (bytes < (connection.unacknowledgedBytes ?? 0)) connection.progressAt = now;
      connection.unacknowledgedBytes = bytes;
    }
  };
  return (unread: ClientConnection[], now: number) => {
    if (isSampling || now - sampledAt < everyMs) return;
    isSampling = true;
    sampledAt = now;
    void sample(unread).finally(() => {
      isSampling = false;
    });
  };
}

function closeLargest(all: ClientConnection[], excessBytes: number, close: WatchOptions["close"]): void {
  const held = all.map((connection) => ({ connection, bytes: connection.requests.unsentBytes }));
  let left = excessBytes;
  for (const { connection, bytes } of held.sort((one, other) => other.bytes - one.bytes)) {
    if (left <= 0) return;
    left -= bytes;
    close(connection, "unsent");
  }
}
