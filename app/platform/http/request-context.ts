import type { Log } from "../log.ts";
import type { OpenStream } from "./live-streams.ts";
import type { PageCaching } from "./page-caching.ts";

/** Fields that a handler adds to its request's log line and measurement. */
export interface RequestLine {
  /** The pattern of the route, such as `/api/v1/resources/:id`: one of few, since it is also a metric label. */
  route?: string;
  organization?: string;
  /** The display name of the caller's key; never the key. */
  principal?: string;
  /** The sequence number of the decision. */
  seq?: number;
}

/** The host's facts about a request, known before any page sees it. */
export interface HostContext {
  requestId: string;
  /** For the scripts of admin and sign-in pages; unique per request. */
  nonce: string;
  /** IPv4 or IPv6, behind the trusted proxies. Never logged in plain. */
  clientAddress: string;
  /** The public origin: scheme, host and port, no trailing slash. */
  origin: string;
  /** True when the visitor used https. */
  secure: boolean;
  /** False for a write that may come from another site. Only routes that declare `untrustedAllowed` receive one. */
  trusted: boolean;
  log: Log;
  /** Filled in by handlers; absent if no line is logged. */
  line?: RequestLine;
  openStream: OpenStream;
  /** Lets the requested page be cached by the host; undefined if it must not be. */
  page?: PageCaching | undefined;
  /** Resolves when rendering may begin without delaying a write; absent if it may at once. */
  turnToRender?: (() => Promise<void>) | undefined;
  /** Records the time in milliseconds for which rendering blocked the event loop; absent if it is not counted. */
  noteRendering?: ((ms: number) => void) | undefined;
  /** Records that a page failed because no database connection was available; absent if the host does not need it. */
  noteOverload?: (() => void) | undefined;
}
