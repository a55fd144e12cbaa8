import { once } from "node:events";
import type { Server } from "node:http";
import { connect, type Socket } from "node:net";

export interface RawClient {
  socket: Socket;
  /** Returns what has been read so far, as text; nothing while it does not read. */
  text(): string;
  /** Resolves when either side has closed the connection. */
  closed: Promise<void>;
}

/** Opens a connection and sends the bytes. It reads everything that arrives. */
export async function openRawClient(port: number, bytes = "", localAddress?: string): Promise<RawClient> {
  const socket = connect({ port, host: "127.0.0.1", localAddress });
  let text = "";
  socket.on("data", (data) => {
    text += data.toString("latin1");
  });
  socket.on("error", () => {});
  const closed = untilClosed(socket);
  socket.write(bytes);
  // A refused connection may close before it emits `connect`.
  await Promise.race([closed, new Promise((resolve) => socket.once("connect", resolve))]);
  return { socket, text: () => text, closed };
}

/** Opens a client that never reads, and returns it with the server's end of its connection. */
export async function openUnreadClient(server: Server, bytes: string) {
  const accepted = once(server, "connection") as Promise<[Socket]>;
  const socket = connect((server.address() as { port: number }).port, "127.0.0.1").pause();
  socket.on("error", () => {});
  socket.write(bytes);
  const [end] = await accepted;
  return { socket, end, closed: untilClosed(end) };
}

/** Resolves when the connection has closed, also with an error. */
export function untilClosed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once("close", () => resolve()));
}

/** Returns the bytes of GET requests for these paths, one after the other. */
export function getAll(paths: readonly string[], header = "Accept: */*"): string {
  return paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: book.test\r\n${header}\r\n\r\n`).join("");
}

export const numbered = (count: number) => Array.from({ length: count }, (_, index) => `/${index}`);
