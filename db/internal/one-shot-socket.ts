import { connect, type Socket } from "node:net";

/** Addresses that postgres.js has read from the URL. */
export interface Address {
  host: string[];
  port: number[];
  path?: string | false | undefined;
}

interface NamedSocket extends Socket {
  /** postgres.js reads it as the name that a TLS certificate must have. */
  host?: string;
}

/** Returns an error with the code of postgres.js for a closed connection, so that it is treated as one. */
function closedError(message: string): Error {
  return Object.assign(new Error(message), { code: "CONNECTION_CLOSED" });
}

/**
 * Opens the socket of one client, once. postgres.js reconnects by requesting another; it gets an error instead, so that a
 * statement meant for one session can never run in another.
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

  /** Returns a connected socket; tries the hosts in order. Throws the last host's error, and on every further call. */
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
    throw refusal ?? closedError("The connection was aborted before it was established.");
  }

  #connect(host: string, port: number, path: Address["path"]): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket: NamedSocket = path ? connect({ path }) : connect({ host, port, noDelay: true });
      socket.host = host;
      this.#socket = socket;
      // Stays for the life of the socket: an error without a listener would end the process.
      socket.on("error", reject);
      socket.once("close", () =>
        reject(closedError("The connection was aborted before it was established.")),
      );
      socket.once("connect", () => {
        socket.once("close", this.#markGone);
        resolve(socket);
      });
    });
  }

  /** Closes the connection immediately, without notifying the server. */
  destroy(): void {
    this.#destroyed = true;
    const socket = this.#socket;
    if (!socket) return;
    // postgres.js removes all listeners when it switches to TLS, so this one is added again.
    if (socket.closed) this.#markGone();
    else socket.once("close", this.#markGone);
    socket.destroy();
  }

  /** Called when the driver reports that the connection is closed. */
  closed(): void {
    this.#markGone();
  }
}
