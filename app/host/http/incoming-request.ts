import type { HostContext } from "#app/platform/http/request-context.ts";
import type { RouteFacts } from "#app/platform/http/route-facts.ts";

/** A request with everything that the host derived from it. */
export interface IncomingRequest {
  /** As received; pages get a cleaned copy. */
  request: Request;
  url: URL;
  /** The canonical path (decoded, lower case); undefined for a path that no page can have. */
  path: string | undefined;
  /** The declarations of the route that the path belongs to. */
  route: RouteFacts;
  context: HostContext;
  /** The body of a write, once it was read. */
  body?: Uint8Array<ArrayBuffer>;
}
