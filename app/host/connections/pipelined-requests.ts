import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** What all connections share. */
export interface PipelineShare {
  /** How many requests of a connection are handled at a time. */
  mostUnderWay: number;
  /** How many requests wait, of all connections. */
  waiting: number;
}

/**
 * With so many requests waiting, a connection is read no further: what else the client sends stays in the kernel. It is
 * more than clients send ahead, since a connection that is not read does not notice either that its client has gone, and
 * since a request of which only a part was read runs into the server's time limit for headers.
 */
const READ_AHEAD = 256;

/**
 * Queues the requests of one connection. Only a few are handled at a time, and none is begun while earlier responses wait for
 * the client to read, so that a client can make no more work, and fill no more memory, than it takes off again.
 */
export class PipelinedRequests {
  readonly #socket: Socket;
  readonly #handle: RequestHandler;
  readonly #share: PipelineShare;
  /** In the order of the requests, which is that in which they finish. */
  readonly #underWay: ServerResponse[] = [];
  readonly #waiting: ServerResponse[] = [];
  #isPaused = false;
  #pausesSoon = false;

  constructor(socket: Socket, handle: RequestHandler, share: PipelineShare) {
    this.#socket = socket;
    this.#handle = handle;
    this.#share = share;
  }

  /** True when nothing is under way or waits. */
  get isIdle(): boolean {
    return this.#underWay.length === 0;
  }

  /** Bytes of responses that this process still holds. */
  get unsentBytes(): number {
    let bytes = this.#socket.writableLength;
    // The response that owns the socket counts what waits there as its own.
    for (const response of this.#underWay) if (!response.socket) bytes += response.writableLength;
    return bytes;
  }

  /** Handles the request, now or when its turn comes. */
  take(response: ServerResponse): void {
    if (this.#waiting.length === 0 && this.#hasRoom()) {
      this.#start(response);
      return;
    }
    this.#waiting.push(response);
    this.#share.waiting += 1;
    this.#pauseWhenFull();
  }

  /**
   * Drops the requests that wait, once the connection has closed, and closes the responses under way. Node itself emits
   * `close` only on the response that owns the socket, so that the signals of the other requests would never abort.
   */
  close(): void {
    this.#share.waiting -= this.#waiting.length;
    this.#waiting.length = 0;
    for (const response of this.#underWay) {
      if (response.socket) continue;
      response.destroy();
      response.emit("close");
    }
  }

  #hasRoom(): boolean {
    const { length } = this.#underWay;
    return length === 0 || (length < this.#share.mostUnderWay && !this.#socket.writableNeedDrain);
  }

  #start(response: ServerResponse): void {
    this.#underWay.push(response);
    response.on("finish", this.#finished);
    this.#handle(response.req, response);
  }

  /** Runs when the kernel has taken all of the first response. */
  readonly #finished = () => {
    this.#underWay.shift();
    if (this.#waiting.length > 0 || this.#isPaused) this.#startWaiting();
  };

  #startWaiting(): void {
    while (!this.#socket.destroyed && this.#hasRoom()) {
      const response = this.#waiting.shift();
      if (!response) break;
      this.#share.waiting -= 1;
      this.#start(response);
    }
    this.#pauseWhenFull();
    if (this.#isPaused && this.#waiting.length < READ_AHEAD) {
      this.#isPaused = false;
      this.#socket.resume();
    }
  }

  /** Pauses the socket in the next tick, since Node resumes it after each message that it has parsed or answered. */
  #pauseWhenFull(): void {
    if (this.#pausesSoon || this.#waiting.length < READ_AHEAD) return;
    this.#pausesSoon = true;
    process.nextTick(() => {
      this.#pausesSoon = false;
      if (this.#waiting.length < READ_AHEAD || this.#socket.destroyed) return;
      this.#isPaused = true;
      this.#socket.pause();
    });
  }
}
