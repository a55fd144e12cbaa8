import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What happens to a connection when a given word passes through to the server. */
export interface Trap {
  word: string;
  /** Cut before the server hears the word, or after it has answered it. */
  cut: "before" | "after";
}

export interface FaultyNetwork {
  /** The server's URL, led through here. */
  url: string;
  /** All that clients have sent, as text. */
  sent(): string;
  /** How many connections clients have made. */
  connections(): number;
  /** From now on nothing passes in either direction, and nobody is told; connecting still works. */
  silence(): void;
  /** Everything that was held back passes again. */
  speak(): void;
  trap(trap: Trap): void;
  close(): Promise<void>;
}

/** A TCP proxy on 127.0.0.1 in front of a PostgreSQL server, for networks that fail. */
export async function startProxy(serverUrl: string): Promise<FaultyNetwork> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let silent = false;
  let sent = "";
  let connections = 0;
  let trap: Trap | undefined;

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let cutAtAnswer = false;
    connections++;
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", cut).on("close", () => {
        sockets.delete(socket);
        if (!silent) cut();
      });
      if (silent) socket.pause();
    }
    client.on("data", (chunk) => {
      sent += chunk.toString("latin1");
      const trapped = trap !== undefined && chunk.includes(trap.word);
      if (trapped && trap?.cut === "before") return cut();
      cutAtAnswer = trapped;
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => (cutAtAnswer ? cut() : client.write(chunk)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(serverUrl);
  url.port = String((server.address() as AddressInfo).port);

  return {
    url: url.href,
    sent: () => sent,
    connections: () => connections,
    silence: () => {
      silent = true;
      for (const socket of sockets) socket.pause();
    },
    speak: () => {
      silent = false;
      for (const socket of sockets) socket.resume();
    },
    trap: (next) => {
      trap = next;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
