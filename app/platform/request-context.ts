import type { OpenStream } from "./live-streams.ts";
import type { Log } from "./log.ts";

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
  openStream: OpenStream;
}
