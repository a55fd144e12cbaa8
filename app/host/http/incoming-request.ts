import type { HostContext } from "#app/platform/http/request-context.ts";
import type { RouteFacts } from "#app/platform/http/route-facts.ts";

/** A request with all that the host worked out about it. */
export interface IncomingRequest {
  /** As it came in; what pages see is cleaned first. */
  request: Request;
  url: URL;
  /** Decoded, lower case; undefined when the path is one that no page can have. */
  path: string | undefined;
  /** The declarations of the route that the path belongs to. */
  route: RouteFacts;
  context: HostContext;
  /** What was written, once it was read. */
  body?: Uint8Array<ArrayBuffer>;
}
