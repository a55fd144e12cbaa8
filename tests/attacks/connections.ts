import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type Attack, attackerAddress } from "./attack.ts";

const SILENT = 300;
const MANY = 2_500;
const UNREAD = 6;
const REQUESTS_OF_EACH = 1_000;
/** Connections on which nothing comes are to be closed after 10 s. */
const CLOSED_WITHIN_MS = 14_000;
/** Those that are not read, 10 s after the buffers of the kernel have filled up. */
const UNREAD_CLOSED_WITHIN_MS = 20_000;
/** The buffers of a connection, by Linux's defaults: 4 MB to send and 6 MB to receive. */
const MAX_BUFFERED_BYTES = 16 * 1_024 * 1_024;
const READS_FOR_MS = 10_000;

function openSocket(port: number, from: string): Socket {
  const socket = connect({ port, host: "127.0.0.1", localAddress: from });
  return socket.on("error", () => {});
}

const isOpen = (socket: Socket) => socket.readyState === "open";

export const silentConnections: Attack = {
  name: "connections that send nothing, and very many",
  finding: "12",
  async run({ port }) {
    const silent = Array.from({ length: SILENT }, () => openSocket(port, attackerAddress(2)).resume());
    await pause(CLOSED_WITHIN_MS);
    const left = silent.filter(isOpen).length;
    for (const socket of silent) socket.destroy();
    const seconds = CLOSED_WITHIN_MS / 1_000;
    const faults = left > 0 ? [`${left} of ${SILENT} silent connections were open after ${seconds} s`] : [];
    const answered = await countAnswered(port);
    return answered < MANY ? faults : [...faults, `all ${MANY} connections of one network were served`];
  },
};

/** Opens many connections at once, and answers on how many of them a request is answered while all are open. */
async function countAnswered(port: number): Promise<number> {
  const sockets = Array.from({ length: MANY }, () => openSocket(port, attackerAddress(3)));
  const settled = sockets.map(
    (socket) =>
      new Promise<boolean>((resolve) => {
        socket.once("data", () => resolve(true)).once("close", () => resolve(false));
        socket.write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
      }),
  );
  const late = pause(CLOSED_WITHIN_MS).then(() => false);
  const answers = await Promise.all(settled.map((each) => Promise.race([each, late])));
  for (const socket of sockets) socket.destroy();
  return answers.filter(Boolean).length;
}

export const unreadResponses: Attack = {
  name: "responses that nobody reads",
  finding: "3",
  async run({ port }) {
    const text = "GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(REQUESTS_OF_EACH);
    const sockets = Array.from({ length: UNREAD }, () => openSocket(port, attackerAddress(4)).pause());
    for (const socket of sockets) socket.write(text);
    await pause(UNREAD_CLOSED_WITHIN_MS);
    const served = (await Promise.all(sockets.map(isStillServed))).filter(Boolean).length;
    for (const socket of sockets) socket.destroy();
    const seconds = UNREAD_CLOSED_WITHIN_MS / 1_000;
    return served > 0 ? [`${served} of ${UNREAD} connections were served after ${seconds} s unread`] : [];
  },
};

/** Reads what has come, and answers whether it is more than the kernels of both sides can have held. */
async function isStillServed(socket: Socket): Promise<boolean> {
  let received = 0;
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("data", (chunk: Buffer) => {
    received += chunk.length;
    if (received > MAX_BUFFERED_BYTES) socket.destroy();
  });
  socket.resume();
  await Promise.race([closed, pause(READS_FOR_MS)]);
  return received > MAX_BUFFERED_BYTES;
}
