/** One message of a live stream. The same object is encoded once, however many readers it goes to. */
export interface LiveMessage {
  /** The name that pages listen for; without it the message is a plain one. */
  event?: string;
  /** What a browser names when it comes back. */
  id?: string;
  data: string;
}

export type Send = (message: LiveMessage) => void;

/**
 * Answers the request at hand with a stream of server-sent events. `start` is called once the stream is open, may send at
 * once, and answers what ends it. The answer is 503 with Retry-After while draining and where there are too many streams.
 */
export type OpenStream = (start: (send: Send) => () => void, headers?: Record<string, string>) => Response;
