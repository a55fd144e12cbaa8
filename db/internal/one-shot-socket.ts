import { connect, type Socket } from "node:net";

/** Where postgres.js would connect to, after it has read the URL. */
export interface Address {
  host: string[];
  port: number[];
  path?: string | false | undefined;
}

interface NamedSocket extends Socket {
  /** postgres.js reads it as the name that a TLS certificate must carry. */
  host?: string;
}

/** Wears the code that postgres.js gives to a closed connection, so that it is known as one. */
function closedError(message: string): Error {
  return Object.assign(new Error(message), { code: "CONNECTION_CLOSED" });
}

/**
 * Opens the socket of one client, once. postgres.js reconnects by asking for another; it gets an error instead, so
 * that a statement meant for one session can never run in another.
 */
export class OneShotSocket {
  #socket: NamedSocket | undefined;
  #asked = false;
  #destroyed = false;
  #markGone: () => void = () => {};
  /** Resolves when the socket is closed, or will never be opened. */
  readonly gone = new Promise<void>((resolve) => {
    this.#markGone = resolve;
  });

  /** A connected socket; tries the hosts in their order. Throws the last host's error, and on every further call. */
  async open(address: Address): Promise<Socket> {
    if (this.#asked) throw closedError("This client's connection is closed and does not reconnect.");
    this.#asked = true;
    let refusal: unknown;
    for (const [index, host] of address.host.entries()) {
      if (this.#destroyed) break;
      try {
        return await this.#connect(host, address.port[index] ?? 5432, address.path);
      } catch (error) {
        refusal = error;
      }
    }
    this.#markGone();
    throw refusal ?? closedError("The connection was given up before it was made.");
  }

  #connect(host: string, port: number, path: Address["path"]): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket: NamedSocket = path ? connect({ path }) : connect({ host, port, noDelay: true });
      socket.host = host;
      this.#socket = socket;
      // It stays for the life of the socket: an error without a listener would end the process.
      socket.on("error", reject);
      socket.once("close", () => reject(closedError("The connection was given up before it was made.")));
      socket.once("connect", () => {
        socket.once("close", this.#markGone);
        resolve(socket);
      });
    });
  }

  /** Ends the connection at once, without a word to the other side. */
  destroy(): void {
    this.#destroyed = true;
    const socket = this.#socket;
    if (!socket) return;
    // postgres.js takes all listeners away when it turns to TLS, so this one is put on again.
    if (socket.closed) this.#markGone();
    else socket.once("close", this.#markGone);
    socket.destroy();
  }

  /** For the driver's own word that the connection is closed. */
  closed(): void {
    this.#markGone();
  }
}
