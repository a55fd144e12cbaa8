import { and, inArray } from "drizzle-orm";
import { cachePerDatabase } from "#app/platform/async-cache.ts";
import { readCookie } from "#app/platform/http/cookies.ts";
import type { MaybePromise } from "#app/platform/maybe-promise.ts";
import { hashToken, isToken, toHex } from "#app/platform/secrets.ts";
import type { Db } from "#db/client.ts";
import { PerDatabase } from "#db/per-database.ts";
import { signIns } from "#db/schema/index.ts";
import { isLive, SIGN_IN_COOKIE } from "./sign-ins.server.ts";

/**
 * How long a look-up of a token is cached. Tokens are random, so an unknown token stays unknown. A sign-in that has ended
 * counts for that long, which only keeps its browser from shared pages.
 */
const CACHE_TTL_MS = 60_000;
const MAX_CACHED_TOKENS = 10_000;
const answersOf = cachePerDatabase<boolean>({ max: MAX_CACHED_TOKENS, ttl: CACHE_TTL_MS });

/**
 * Returns whether this request may be signed in by its cookie, so that its pages are personal. Forged cookies are cheap:
 * malformed tokens are not looked up, and the others are batched on one connection. True if the database does not respond.
 */
export function mayBeSignedIn(db: Db, request: Request): MaybePromise<boolean> {
  const tokens = [true, false].flatMap((secure) => readCookie(request, SIGN_IN_COOKIE, secure) ?? []);
  const known = tokens.filter(isToken).map((token) => isSignIn(db, token));
  if (known.length === 0) return false;
  if (known.every((each) => typeof each === "boolean")) return known.includes(true);
  return Promise.all(known).then(
    (found) => found.includes(true),
    () => true,
  );
}

function isSignIn(db: Db, token: string): MaybePromise<boolean> {
  const hash = hashToken(token);
  return answersOf(db).getOrRead(toHex(hash), () => lookupsIn(db).find(hash));
}

const lookups = new PerDatabase<Lookups>();

function lookupsIn(db: Db): Lookups {
  const known = lookups.get(db);
  if (known) return known;
  const made = new Lookups(db);
  lookups.set(db, made);
  return made;
}

interface Lookup {
  hash: Uint8Array;
  resolve(isThere: boolean): void;
  reject(error: unknown): void;
}

const MAX_TOKENS_PER_QUERY = 500;

/** Looks tokens up with one query at a time; tokens that arrive meanwhile are batched into the next one. */
class Lookups {
  readonly #db: Db;
  readonly #waiting: Lookup[] = [];
  #isRunning = false;

  constructor(db: Db) {
    this.#db = db;
  }

  find(hash: Uint8Array): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ hash, resolve, reject });
      if (!this.#isRunning) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MAX_TOKENS_PER_QUERY);
      try {
        const found = await findLive(
          this.#db,
          batch.map(({ hash }) => hash),
        );
        for (const { hash, resolve } of batch) resolve(found.has(toHex(hash)));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isRunning = false;
  }
}

async function findLive(db: Db, hashes: Uint8Array[]): Promise<Set<string>> {
  const rows = await db
    .select({ hash: signIns.tokenHash })
    .from(signIns)
    .where(and(inArray(signIns.tokenHash, hashes), isLive));
  return new Set(rows.map(({ hash }) => toHex(hash)));
}
