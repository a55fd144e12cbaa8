import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** State that all connections share. */
export interface PipelineShare {
  /** Maximum of requests per connection that are handled concurrently. */
  maxInFlight: number;
  /** Number of requests that wait, over all connections. */
  waiting: number;
}

/**
 * With this many requests waiting, the connection is no longer read: what else the client sends stays in the kernel. The number
 * exceeds what clients usually pipeline, since a paused connection does not notice that its client has disconnected, and since
 * a partly read request runs into the server's header timeout.
 */
const READ_AHEAD = 256;

/**
 * Queues the requests of one connection. Only a few are handled at a time, and none is started while earlier responses wait for
 * the client to read them, so that a client cannot cause more work, or fill more memory, than it consumes.
 */
export class PipelinedRequests {
  readonly #socket: Socket;
  readonly #handle: RequestHandler;
  readonly #share: PipelineShare;
  /** In request order, which is also the order in which they finish. */
  readonly #inFlight: ServerResponse[] = [];
  readonly #waiting: ServerResponse[] = [];
  #isPaused = false;
  #pausesSoon = false;

  constructor(socket: Socket, handle: RequestHandler, share: PipelineShare) {
    this.#socket = socket;
    this.#handle = handle;
    this.#share = share;
  }

  /** True when no request is in flight or waits. */
  get isIdle(): boolean {
    return this.#inFlight.length === 0;
  }

  /** Bytes of responses that this process still holds. */
  get unsentBytes(): number {
    let bytes = this.#socket.writableLength;
    // The response that owns the socket includes the socket's buffer in its own count.
    for (const response of this.#inFlight) if (!response.socket) bytes += response.writableLength;
    return bytes;
  }

  /** Handles the request immediately, or when earlier ones have finished. */
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
   * Drops the waiting requests when the connection has closed, and closes the responses in flight. Node itself emits `close`
   * only on the response that owns the socket, so that the signals of the other requests would never abort.
   */
  close(): void {
    this.#share.waiting -= this.#waiting.length;
    this.#waiting.length = 0;
    for (const response of this.#inFlight) {
      if (response.socket) continue;
      response.destroy();
      response.emit("close");
    }
  }

  #hasRoom(): boolean {
    const { length } = this.#inFlight;
    return length === 0 || (length < this.#share.maxInFlight && !this.#socket.writableNeedDrain);
  }

  #start(response: ServerResponse): void {
    this.#inFlight.push(response);
    response.on("finish", this.#finished);
    this.#handle(response.req, response);
  }

  /** Runs when the kernel has accepted all bytes of the first response. */
  readonly #finished = () => {
    this.#inFlight.shift();
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
