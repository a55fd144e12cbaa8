import type { Context } from "hono";

/** One message of a live stream. The same object is encoded once, however many readers it goes to. */
export interface LiveMessage {
  /** The name that pages listen for; without it the message is a plain one. */
  event?: string;
  /** What a browser names when it comes back. */
  id?: string;
  data: string;
}

export type Send = (message: LiveMessage) => void;

/** What the host lends to those who have something to stream. */
export interface LiveStreams {
  /**
   * Answers a request with a stream of server-sent events. `start` is called once the stream is open, may send at once,
   * and answers what ends it. Answers 503 with Retry-After while draining and where there are too many streams.
   */
  // biome-ignore lint/suspicious/noExplicitAny: a Hono context of any app, whatever it keeps in it
  open(c: Context<any>, start: (send: Send) => () => void, headers?: Record<string, string>): Response;
}
