import { once } from "node:events";
import { get, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { waitUntil } from "./wait-until.ts";

export interface StreamEvent {
  event: string;
  id: string | undefined;
  data: string;
  /** Time of arrival by performance.now(). */
  at: number;
}

/** A real connection to a live stream, read as a browser does. */
export interface EventStream {
  status: number;
  headers: IncomingMessage["headers"];
  /** Returns everything received so far, as text. */
  text(): string;
  events: StreamEvent[];
  /** Returns true once the server has ended it. */
  ended(): boolean;
  /** Waits for an event that matches, received or still to come. */
  until(what: string, isIt: (event: StreamEvent) => boolean, ms?: number): Promise<StreamEvent>;
  /** Stops reading: what the server sends stays in the kernel. */
  pause(): void;
  close(): void;
}

/** Opens a stream. Resolves once the response headers have arrived. */
export async function openStream(url: string, headers: OutgoingHttpHeaders = {}): Promise<EventStream> {
  const request = get(url, { agent: false, headers: { Accept: "text/event-stream", ...headers } });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const events: StreamEvent[] = [];
  let [text, parsed, ended] = ["", 0, false];
  response.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    const end = text.lastIndexOf("\n\n");
    for (const block of text.slice(parsed, Math.max(parsed, end)).split("\n\n")) {
      const event = parse(block);
      if (event) events.push(event);
    }
    parsed = Math.max(parsed, end + 2);
  });
  response.on("end", () => {
    ended = true;
  });
  // A connection that is aborted by the test or the server is not an error of the test.
  for (const part of [request, response]) part.on("error", () => {});
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events,
    text: () => text,
    ended: () => ended,
    until: (what, isIt, ms) => waitUntil(what, () => events.find(isIt), ms),
    pause: () => void response.pause(),
    close: () => void request.destroy(),
  };
}

function parse(block: string): StreamEvent | undefined {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
  const data = field("data");
  if (data === undefined) return undefined;
  return { event: field("event") ?? "message", id: field("id"), data, at: performance.now() };
}
