import type { Log } from "../log.ts";
import type { OpenStream } from "./live-streams.ts";
import type { PageKeeping } from "./page-keeping.ts";

/** What whoever answers a request adds to its line in the log and to its measurement. */
export interface RequestLine {
  /** The pattern of the route, such as `/api/v1/resources/:id`: one of few, for the metrics too. */
  route?: string;
  organization?: string;
  /** How the caller's key is called in lists; never the key. */
  principal?: string;
  /** The sequence at which it was decided. */
  seq?: number;
}

/** What the host knows of a request before any page sees it. */
export interface HostContext {
  requestId: string;
  /** For the scripts of admin and sign-in pages; made for this request alone. */
  nonce: string;
  /** IPv4 or IPv6, past the trusted proxies. Never logged as it is. */
  clientAddress: string;
  /** Where the visitor sees Reservo: scheme, host and port, no trailing slash. */
  origin: string;
  /** True when the visitor came by https. */
  secure: boolean;
  /** False for a write that may come from another site. Only paths that ask for it ever see one. */
  trusted: boolean;
  log: Log;
  /** Filled in on the way; absent where nobody writes a line. */
  line?: RequestLine;
  openStream: OpenStream;
  /** How the page that is asked for lets the host keep it; undefined while it must not. */
  page?: PageKeeping | undefined;
  /** Records the time that rendering the page took in one go, in milliseconds; absent where it is not counted. */
  noteRendering?: ((ms: number) => void) | undefined;
  /** Records that a page failed since no connection of the database came free for it; absent where the host does not ask. */
  noteOverload?: (() => void) | undefined;
}
