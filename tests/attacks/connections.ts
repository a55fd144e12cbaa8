import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type Attack, attackerAddress } from "./attack.ts";

const SILENT = 300;
const MANY = 2_500;
const UNREAD = 6;
const REQUESTS_OF_EACH = 1_000;
/** Connections that stand still are to be closed after 10 s. */
const CLOSED_WITHIN_MS = 14_000;
/** In which the server refuses connections, and a reset reaches its client. */
const REFUSED_WITHIN_MS = 2_000;

function openSocket(port: number, from: string): Socket {
  const socket = connect({ port, host: "127.0.0.1", localAddress: from });
  return socket.on("error", () => {});
}

const isOpen = (socket: Socket) => socket.readyState === "open";

export const silentConnections: Attack = {
  name: "connections that send nothing",
  finding: "12",
  async run({ port }) {
    const silent = Array.from({ length: SILENT }, () => openSocket(port, attackerAddress(2)).resume());
    await pause(CLOSED_WITHIN_MS);
    const left = silent.filter(isOpen).length;
    for (const socket of silent) socket.destroy();

    const many = Array.from({ length: MANY }, () => openSocket(port, attackerAddress(3)).resume());
    await pause(REFUSED_WITHIN_MS);
    const accepted = many.filter(isOpen).length;
    for (const socket of many) socket.destroy();
    return [
      ...(left > 0
        ? [`${left} of ${SILENT} silent connections were open after ${CLOSED_WITHIN_MS / 1_000} s`]
        : []),
      ...(accepted === MANY ? [`all ${MANY} connections of one network were accepted`] : []),
    ];
  },
};

export const unreadResponses: Attack = {
  name: "responses that nobody reads",
  finding: "3",
  async run({ port }) {
    const text = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(REQUESTS_OF_EACH);
    const sockets = Array.from({ length: UNREAD }, () => openSocket(port, attackerAddress(4)).pause());
    for (const socket of sockets) socket.write(text);
    await pause(CLOSED_WITHIN_MS);
    const left = await Promise.all(sockets.map(isStillServed));
    for (const socket of sockets) socket.destroy();
    const open = left.filter(Boolean).length;
    return open > 0
      ? [`${open} of ${UNREAD} unread connections were open after ${CLOSED_WITHIN_MS / 1_000} s`]
      : [];
  },
};

/** Whether the server still takes bytes on a connection that is not read; one that it has reset fails the write. */
async function isStillServed(socket: Socket): Promise<boolean> {
  if (!isOpen(socket)) return false;
  const closed = once(socket, "close").then(() => false);
  socket.write("\r\n");
  return Promise.race([closed, pause(REFUSED_WITHIN_MS).then(() => isOpen(socket))]);
}
