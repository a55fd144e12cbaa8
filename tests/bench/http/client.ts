import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export interface HttpLoad {
  port: number;
  connections: number;
  warmUpMs: number;
  measureMs: number;
  /** The bytes of the next request; each connection sends one when it has the answer to the last. */
  request(): string;
  /** The status that is right. */
  status: number;
}

export interface HttpTally {
  /** Of each request that was answered while measuring, in milliseconds. */
  latencies: number[];
  seconds: number;
  /** By their words, how many answers were wrong. */
  failures: Record<string, number>;
}

const HEAD_END = Buffer.from("\r\n\r\n");
/** As the servers that are measured write it. */
const LENGTH_NAMES = ["\r\nContent-Length: ", "\r\ncontent-length: "].map((name) => Buffer.from(name));
const CLOSES = Buffer.from("onnection: close\r\n");

/**
 * A client that costs as little as it can, since it shares the machine with what it measures: raw sockets, one request at
 * a time on each. It reads only what tells where an answer ends and whether it is the right one.
 */
export async function runHttpLoad(load: HttpLoad): Promise<HttpTally> {
  const tally: HttpTally = { latencies: [], seconds: 0, failures: {} };
  const phase = { measuring: false, over: false };
  const fail = (words: string) => {
    tally.failures[words] = (tally.failures[words] ?? 0) + 1;
  };
  const sockets = new Set<Socket>();
  const open = () => {
    const socket = connect({ port: load.port, host: "127.0.0.1", noDelay: true });
    sockets.add(socket);
    converse(socket, load, {
      answered(status, ms) {
        if (phase.measuring) tally.latencies.push(ms);
        if (status !== load.status) fail(`${status} where ${load.status} is right`);
        return !phase.over;
      },
      closed() {
        sockets.delete(socket);
        // A server may end a connection after so many requests.
        if (!phase.over) open();
      },
    });
  };
  for (let connection = 0; connection < load.connections; connection++) open();
  await pause(load.warmUpMs);
  const started = performance.now();
  phase.measuring = true;
  await pause(load.measureMs);
  phase.measuring = false;
  tally.seconds = (performance.now() - started) / 1000;
  phase.over = true;
  await pause(50);
  for (const socket of sockets) socket.destroy();
  return tally;
}

interface Hearer {
  /** Answers whether to go on. */
  answered(status: number, ms: number): boolean;
  closed(): void;
}

function converse(socket: Socket, load: HttpLoad, hearer: Hearer): void {
  let received: Buffer | undefined;
  let sentAt = 0;
  const send = () => {
    sentAt = performance.now();
    socket.write(load.request(), "latin1");
  };
  socket.on("connect", send);
  socket.on("data", (chunk) => {
    received = received ? Buffer.concat([received, chunk]) : chunk;
    const answer = parse(received);
    if (!answer || received.byteLength < answer.length) return;
    received = undefined;
    if (!hearer.answered(answer.status, performance.now() - sentAt)) return;
    if (answer.isLast) socket.end();
    else send();
  });
  socket.on("error", () => {});
  socket.on("close", () => hearer.closed());
}

function parse(bytes: Buffer): { status: number; length: number; isLast: boolean } | undefined {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const lengthAt = LENGTH_NAMES.map((name) => bytes.indexOf(name)).find((at) => at > 0 && at < end);
  if (lengthAt === undefined) {
    throw new Error(`An answer does not say how long it is:\n${bytes.toString("latin1", 0, end)}`);
  }
  const closes = bytes.indexOf(CLOSES);
  return {
    status: numberAt(bytes, "HTTP/1.1 ".length),
    length: end + HEAD_END.byteLength + numberAt(bytes, lengthAt + "\r\ncontent-length: ".length),
    isLast: closes > 0 && closes < end,
  };
}

function numberAt(bytes: Buffer, start: number): number {
  let number = 0;
  for (let at = start; ; at++) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return number;
    number = 10 * number + digit;
  }
}
