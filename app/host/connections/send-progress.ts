import { createReadStream, readlinkSync } from "node:fs";
import type { Socket } from "node:net";

/**
 * What is beneath a socket. It is not documented, but Node's own socket time-outs go by these numbers; the tests of the
 * connection limits fail where they are missing.
 */
interface TcpHandle {
  fd: number;
  /** Bytes that were handed over for sending since the connection was accepted. */
  bytesWritten: number;
  /** Bytes of these that the kernel has not taken yet. */
  writeQueueSize: number;
}

function handleOf(socket: Socket): TcpHandle | undefined {
  return (socket as Socket & { _handle?: TcpHandle | null })._handle ?? undefined;
}

/** Returns true while there are bytes that the kernel does not take because the client does not read. */
export function isBackedUp(socket: Socket): boolean {
  return socket.writableLength > 0 && (handleOf(socket)?.writeQueueSize ?? 0) > 0;
}

/** Returns how many bytes the kernel has taken since the connection was accepted. */
export function bytesTaken(socket: Socket): number {
  const handle = handleOf(socket);
  return handle ? handle.bytesWritten - handle.writeQueueSize : 0;
}

/** Returns the socket's number in the kernel's tables; undefined where the system has none. */
export function inodeOf(socket: Socket): string | undefined {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${handleOf(socket)?.fd}`))?.[1];
  } catch {
    return undefined;
  }
}

const TCP_TABLES = ["/proc/self/net/tcp", "/proc/self/net/tcp6"];
/** Begins the column of the queues of most connections: all was acknowledged. */
const NOTHING_QUEUED = " 00000000:";

/**
 * Returns how many bytes the kernel holds that the client has not acknowledged, for each of these sockets with any; nothing
 * where the system has no such tables. The kernel takes more only when a third of its buffer is free, which may be
 * a megabyte, so that a slow client's reading is not to be seen in what it takes.
 */
export async function readUnacknowledgedBytes(inodes: ReadonlySet<string>): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const table of TCP_TABLES) {
    try {
      let rest = "";
      for await (const chunk of createReadStream(table, "latin1")) {
        const lines = `${rest}${chunk}`.split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) {
          if (line.includes(NOTHING_QUEUED)) continue;
          const [, , , , queues = "", , , , , inode = ""] = line.trimStart().split(/\s+/, 10);
          if (inodes.has(inode)) found.set(inode, Number.parseInt(queues, 16));
        }
      }
    } catch {
      // Not Linux, or a sandbox without the table: what the kernel takes has to do.
    }
  }
  return found;
}
