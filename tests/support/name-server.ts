import { createSocket } from "node:dgram";
import { once } from "node:events";

export interface NameServer {
  /** Address and port, in the format of resolvers. */
  address: string;
  /** The names that were queried, once per query. */
  asked: string[];
  close(): Promise<void>;
}

const TYPES: Record<number, "A" | "AAAA"> = { 1: "A", 28: "AAAA" };

/** Starts a real DNS server on 127.0.0.1 that responds with the result of `answer`: addresses in hexadecimal, or none. */
export async function startNameServer(
  answer: (name: string, type: "A" | "AAAA") => string[],
): Promise<NameServer> {
  const socket = createSocket("udp4");
  const asked: string[] = [];
  socket.on("message", (query, sender) => {
    const { name, end } = questionOf(query);
    const type = TYPES[query.readUInt16BE(end)];
    asked.push(name);
    const addresses = type === undefined ? [] : answer(name, type);
    const head = Buffer.from(query.subarray(0, 12));
    // A response without an error, with one question and this many answers.
    head.writeUInt16BE(0x8180, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(addresses.length, 6);
    head.writeUInt32BE(0, 8);
    const records = addresses.map((hex) => recordOf(query.readUInt16BE(end), Buffer.from(hex, "hex")));
    socket.send(Buffer.concat([head, query.subarray(12, end + 4), ...records]), sender.port, sender.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function questionOf(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join(".").toLowerCase(), end: at + 1 };
}

/** Returns an answer record that refers to the question's name and must not be cached. */
function recordOf(type: number, address: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(0, 6);
  head.writeUInt16BE(address.length, 10);
  return Buffer.concat([head, address]);
}
