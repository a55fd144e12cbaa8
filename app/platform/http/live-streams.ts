/** One message of a live stream. The same object is encoded once, however many readers receive it. */
export interface LiveMessage {
  /** The event name that pages listen for; without it the event is `message`. */
  event?: string;
  /** Last-Event-ID that a browser sends when it reconnects. */
  id?: string;
  data: string;
}

export type Send = (message: LiveMessage) => void;

/**
 * Responds to the current request with a stream of server-sent events. `start` is called once the stream is open, may send
 * immediately, and returns the function that stops it. The response is 503 with Retry-After while draining and when there are
 * too many streams.
 */
export type OpenStream = (start: (send: Send) => () => void, headers?: Record<string, string>) => Response;
