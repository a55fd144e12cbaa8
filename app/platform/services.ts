import type { Db } from "#db/client.ts";
import type { Env } from "./env.ts";
import type { HostContext } from "./http/request-context.ts";
import type { MailTransport } from "./mail.ts";
import type { OpenApiDocument } from "./openapi-document.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Signer } from "./signer.ts";

/** What the host lends to the features; doors hand single parts of it on. */
export interface Services {
  env: Env;
  db: Db;
  /** The same for what people only read: it leaves connections to bookings. Requests that only read get it as their `db`. */
  reads: Db;
  signer: Signer;
  passwords: Passwords;
  mail: MailTransport;
  pictures: Pictures;
  rateLimits: RateLimits;
  /** Sends to addresses that organisers choose. */
  outgoing: Outgoing;
  /** What the API says about itself, for the page that shows it. */
  apiDocument: OpenApiDocument;
  /** The script for other people's pages: the newest, and one that never changes with its integrity. */
  embedLoader: { readonly url: string; readonly pinnedUrl: string; readonly integrity: string };
  /** The second origin on which the admin shows what an embedded form looks like, where there is one. */
  previewOrigin?: string;
  /** Tells the outbox's relay that there may be something to send. */
  wakeRelay(): void;
}

export interface Passwords {
  hash(password: string): Promise<string>;
  verify(password: string, encoded: string): Promise<boolean>;
  /** Takes as long as a real check, for an address that nobody has. */
  verifyNothing(password: string): Promise<false>;
}

interface Pictures {
  png(svg: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** Pages that have to be rendered: `member-read` counts those of the admin, `read` all others. */
export type ReadKind = "read" | "member-read";

/**
 * The three of the API count by key, by network without one, and by network with a wrong one; `person` counts by address,
 * `own-page` by hold, `access` the access codes that were wrong.
 */
export type LimitKind =
  | "sign-in"
  | "book"
  | "setup"
  | "find"
  | "link"
  | "manage"
  | "person"
  | "seen"
  | "own-page"
  | "access"
  | "api-key"
  | "api-read"
  | "api-wrong-key"
  | ReadKind;

export type LimitVerdict = { ok: true } | { ok: false; retryAfterSeconds: number };

export interface RateLimits {
  /** Counts one try of this key or address. Says no, and for how long, when it had all tries of this minute. */
  take(kind: LimitKind, key: string): LimitVerdict;
  /** Returns whether another try would be allowed, without counting one. */
  look(kind: LimitKind, key: string): LimitVerdict;
  /** Takes one counted try back, which turned out not to be one. */
  giveBack(kind: LimitKind, key: string): void;
  /** Counts a booking that this address is about to make of an event. Says no when its network had all of this hour. */
  takeBooking(address: string, eventId: string): LimitVerdict;
  /** Takes that back, where no booking was made. */
  giveBackBooking(address: string, eventId: string): void;
}

/** Returns the services for a request that only reads. */
export function servicesForReads<Given extends Pick<Services, "db" | "reads">>(services: Given): Given {
  return { ...services, db: services.reads };
}

declare module "@remix-run/server-runtime" {
  interface AppLoadContext extends HostContext, Services {
    /** The beginnings of paths that `robots.txt` disallows, as routes declare them. */
    robotsDisallow: readonly string[];
  }
  interface Future {
    v3_singleFetch: true;
  }
}
