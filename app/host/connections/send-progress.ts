import { createReadStream, readlinkSync } from "node:fs";
import type { Socket } from "node:net";

/**
 * The handle beneath a socket. It is undocumented, but Node's own socket timeouts depend on these numbers; the tests of the
 * connection limits fail if they are missing.
 */
interface TcpHandle {
  fd: number;
  /** Bytes handed over for sending since the connection was accepted. */
  bytesWritten: number;
  /** Bytes of these that the kernel has not accepted yet. */
  writeQueueSize: number;
}

function handleOf(socket: Socket): TcpHandle | undefined {
  return (socket as Socket & { _handle?: TcpHandle | null })._handle ?? undefined;
}

/** Returns true while the kernel accepts no more bytes because the client does not read. */
export function isBackedUp(socket: Socket): boolean {
  return socket.writableLength > 0 && (handleOf(socket)?.writeQueueSize ?? 0) > 0;
}

/** Returns how many bytes the kernel has accepted since the connection was accepted. */
export function bytesTaken(socket: Socket): number {
  const handle = handleOf(socket);
  return handle ? handle.bytesWritten - handle.writeQueueSize : 0;
}

/** Returns the inode of the socket in the kernel's tables; undefined on systems without them. */
export function inodeOf(socket: Socket): string | undefined {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${handleOf(socket)?.fd}`))?.[1];
  } catch {
    return undefined;
  }
}

const TCP_TABLES = ["/proc/self/net/tcp", "/proc/self/net/tcp6"];
/** The queue columns of most connections in the table: everything is acknowledged. */
const NOTHING_QUEUED = " 00000000:";

/**
 * Returns the number of bytes that the kernel holds and the client has not acknowledged, for those of these sockets that have
 * any; an empty map on systems without such tables. The kernel accepts more only when a third of its buffer is free, which may
 * be a megabyte, so a slow client's progress is not visible in what the kernel accepts.
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
      // Not Linux, or a sandbox without the table: the bytes that the kernel accepts are the only measure.
    }
  }
  return found;
}
