import type { Db } from "#db/client.ts";
import type { Env } from "./env.ts";
import type { HostContext } from "./http/request-context.ts";
import type { MailTransport } from "./mail.ts";
import type { OpenApiDocument } from "./openapi-document.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Signer } from "./signer.ts";

/** Services of the host for the features; loaders and handlers pass on single parts of it. */
export interface Services {
  env: Env;
  db: Db;
  /** The same database for reads only: it leaves connections to bookings. Read-only requests get it as their `db`. */
  reads: Db;
  signer: Signer;
  passwords: Passwords;
  mail: MailTransport;
  pictures: Pictures;
  rateLimits: RateLimits;
  /** Sends to URLs that organisers enter. */
  outgoing: Outgoing;
  /** The API's OpenAPI document, for the reference page. */
  apiDocument: OpenApiDocument;
  /** The script for other sites: the latest version, and an immutable one with its integrity hash. */
  embedLoader: { readonly url: string; readonly pinnedUrl: string; readonly integrity: string };
  /** The second origin on which the admin previews embedded forms, if there is one. */
  previewOrigin?: string;
  /** Wakes the outbox relay, since there may be something to send. */
  wakeRelay(): void;
}

export interface Passwords {
  hash(password: string): Promise<string>;
  /** `urgent` precedes verifications that are not, which cannot fill its queue. */
  verify(password: string, encoded: string, options?: { urgent?: boolean }): Promise<boolean>;
  /** Takes as long as a real verification, for an address without an account. */
  verifyNothing(password: string, options?: { urgent?: boolean }): Promise<false>;
}

interface Pictures {
  png(svg: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** Kinds of rendered pages: `member-read` counts those of the admin, `read` all others. */
export type ReadKind = "read" | "member-read";

/**
 * Kinds of rate limits. The three of the API count by key, by network without a key, and by network with an invalid key;
 * `person` counts by email address, `own-page` by hold, `access` wrong access codes by network, `current-password` wrong
 * passwords of a signed-in user. Of sign-ins, `sign-in` and `known-sign-in` count by network, `account` wrong passwords by
 * account or by account and known browser, and `second-factor` wrong codes likewise.
 */
export type LimitKind =
  | "sign-in"
  | "known-sign-in"
  | "account"
  | "second-factor"
  | "book"
  | "setup"
  | "password-link"
  | "account-link"
  | "current-password"
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
  /**
   * Counts one attempt of this key or address. Refuses, with the time to retry, when the attempts of this minute are used up.
   */
  consume(kind: LimitKind, key: string): LimitVerdict;
  /** Returns whether another attempt would be allowed, without counting one. */
  check(kind: LimitKind, key: string): LimitVerdict;
  /** Returns one counted attempt that turned out not to be one. */
  refund(kind: LimitKind, key: string): void;
  /**
   * Counts a booking of an event that this address is about to make. Refuses when its network has used up this hour's bookings.
   */
  consumeBooking(address: string, eventId: string): LimitVerdict;
  /** Returns a counted booking that was not made. */
  refundBooking(address: string, eventId: string): void;
}

/** Returns the services for a read-only request. */
export function servicesForReads<Given extends Pick<Services, "db" | "reads">>(services: Given): Given {
  return { ...services, db: services.reads };
}

declare module "@remix-run/server-runtime" {
  interface AppLoadContext extends HostContext, Services {
    /** Path prefixes that `robots.txt` disallows, as routes declare them. */
    robotsDisallow: readonly string[];
  }
  interface Future {
    v3_singleFetch: true;
  }
}
