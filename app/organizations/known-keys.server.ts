import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { cachePerDatabase } from "#app/platform/async-cache.ts";
import type { MaybePromise } from "#app/platform/maybe-promise.ts";
import { isInNetworks, type Network, parseNetwork } from "#app/platform/network-addresses.ts";
import { toHex } from "#app/platform/secrets.ts";
import type { Db } from "#db/client.ts";
import { apiKeys } from "#db/schema/index.ts";
import { hashKey, looksLikeKey, type Scope } from "./key-secret.ts";

/** The data of a key that requests need. */
export interface KeyHolder {
  id: string;
  organizationId: string;
  prefix: string;
  scopes: readonly Scope[];
  expiresAt: Date | null;
  /** The networks whose requests may use the key; undefined for any. */
  networks: readonly Network[] | undefined;
}

/** The cache's TTL: a key that another instance changes or revokes works here as before for at most this long. */
const TTL_MS = 1_000;
const MAX_ENTRIES = 5_000;

/** Recent lookups, by the hash of the key. */
const cacheOf = cachePerDatabase<KeyHolder | undefined>({ max: MAX_ENTRIES, ttl: TTL_MS });
/** Part of every cache key, so that a lookup in flight during `forgetKeys` is not used afterwards. */
let generation = 0;

/**
 * Returns the holder of a key; undefined if it is unknown, revoked or expired. Cached for a second; concurrent lookups of
 * a key share one query.
 */
export function findKey(db: Db, secret: string): MaybePromise<KeyHolder | undefined> {
  if (!looksLikeKey(secret)) return undefined;
  const hash = hashKey(secret);
  return cacheOf(db).getOrRead(`${generation} ${toHex(hash)}`, () => readKey(db, hash));
}

/** Returns whether a request from this address may use the key. */
export function isAllowedFrom(address: string, { networks }: KeyHolder): boolean {
  return networks === undefined || isInNetworks(address, networks);
}

/** Clears the cache, after a key was changed, revoked or given an expiry. */
export function forgetKeys(): void {
  generation += 1;
}

async function readKey(db: Db, hash: Uint8Array): Promise<KeyHolder | undefined> {
  const [found] = await db
    .select({
      id: apiKeys.id,
      organizationId: apiKeys.organizationId,
      prefix: apiKeys.prefix,
      scopes: apiKeys.scopes,
      expiresAt: apiKeys.expiresAt,
      networks: apiKeys.networks,
    })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.secretHash, hash),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql`now()`)),
      ),
    )
    .limit(1);
  return found && { ...found, networks: networksOf(found.networks) };
}

/** Parses stored networks. One that cannot be parsed allows nobody. */
function networksOf(stored: readonly string[]): Network[] | undefined {
  return stored.length === 0
    ? undefined
    : stored.map(parseNetwork).filter((network) => network !== undefined);
}
