import type { Db } from "#db/client.ts";
import type { Env } from "./env.ts";
import type { MailTransport } from "./mail.ts";
import type { Outgoing } from "./outgoing.ts";
import type { HostContext } from "./request-context.ts";

/** What the host lends to the features; doors hand single parts of it on. */
export interface Services {
  env: Env;
  db: Db;
  /** Signs form tokens and fingerprints; the same on every instance. */
  secret: string;
  passwords: Passwords;
  mail: MailTransport;
  rateLimits: RateLimits;
  /** The second origin on which the admin shows what an embedded form looks like, where there is one. */
  previewOrigin?: string;
  /** Sends to addresses that organisers choose. */
  outgoing: Outgoing;
  /** What the API says about itself, for the page that shows it. */
  apiDocument: OpenApiDocument;
  /** Tells the outbox's relay that there may be something to send. */
  wakeRelay(): void;
}

/** An OpenAPI 3.1 document, as far as pages read it. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description?: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, unknown>>;
  components?: { schemas?: Record<string, unknown> };
}

export interface Passwords {
  hash(password: string): Promise<string>;
  verify(password: string, encoded: string): Promise<boolean>;
  /** Takes as long as a real check, for an address that nobody has. */
  verifyNothing(password: string): Promise<false>;
}

/** The three of the API count by key, by network without one, and by network with a wrong one; `person` counts by address. */
export type LimitKind =
  | "sign-in"
  | "book"
  | "setup"
  | "find"
  | "person"
  | "seen"
  | "api-key"
  | "api-read"
  | "api-wrong-key";

export interface RateLimits {
  take(kind: LimitKind, key: string): Promise<{ ok: true } | { ok: false; retryAfterSeconds: number }>;
}

declare module "@remix-run/server-runtime" {
  interface AppLoadContext extends HostContext, Services {}
  interface Future {
    v3_singleFetch: true;
  }
}
