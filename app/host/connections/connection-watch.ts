import type { Socket } from "node:net";
import type { PipelinedRequests } from "./pipelined-requests.ts";
import { bytesTaken, inodeOf, isBackedUp, readUnacknowledgedBytes } from "./send-progress.ts";

export type CloseReason = "idle" | "unread" | "unsent" | "pipelined";

/** A connection of a client, and its progress. Times are by performance.now(). */
export interface ClientConnection {
  socket: Socket;
  /** Undefined when it is a proxy's, which brings visitors of all networks. */
  network: string | undefined;
  requests: PipelinedRequests;
  /** When a request came last, or was under way. */
  busyAt: number;
  /** When the client was last seen to read, or had nothing to read. */
  progressAt: number;
  bytesTaken: number;
  /** What the kernel held for the client when it was last asked; undefined before. */
  unacknowledgedBytes: number | undefined;
  inode: string | undefined;
}

export interface WatchBounds {
  /** A connection without a request for so long is closed. */
  idleAfterMs: number;
  /** A client that reads nothing of its responses for so long loses its connection. */
  unreadAfterMs: number;
  /** With more bytes of responses in this process than this, those connections that hold most are closed. */
  mostUnsentBytes: number;
}

export interface WatchOptions {
  connections: ReadonlyMap<Socket, ClientConnection>;
  bounds: WatchBounds;
  close(connection: ClientConnection, reason: CloseReason): void;
}

/** How often the kernel is asked within the time in which a client must read. */
const SAMPLES = 4;

/** Returns the function that looks at all connections and closes those that are idle, or not read, for too long. */
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
    if (unsentBytes > bounds.mostUnsentBytes) {
      closeLargest([...connections.values()], unsentBytes - bounds.mostUnsentBytes, close);
    }
  };
}

function sawProgress(connection: ClientConnection, now: number): boolean {
  // Asked first, since it is false for almost all connections and costs the least.
  if (isBackedUp(connection.socket)) {
    const taken = bytesTaken(connection.socket);
    if (taken === connection.bytesTaken) return false;
    connection.bytesTaken = taken;
  }
  connection.unacknowledgedBytes = undefined;
  connection.progressAt = now;
  return true;
}

/** Returns the function that reads what clients have acknowledged, where nothing else shows that they read. */
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
