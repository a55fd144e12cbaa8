import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { MaybePromise } from "#app/platform/maybe-promise.ts";
import { memoryOfEach } from "#app/platform/memory.ts";
import { toHex } from "#app/platform/secrets.ts";
import type { Db } from "#db/client.ts";
import { apiKeys } from "#db/schema/index.ts";
import { hashKey, looksLikeKey, type Scope } from "./key-secret.ts";

/** Who holds a key, as far as a request needs to know. */
export interface KeyHolder {
  id: string;
  organizationId: string;
  prefix: string;
  scopes: readonly Scope[];
  expiresAt: Date | null;
}

/** A key that was revoked on another instance works here for at most this long. */
const REMEMBERED_MS = 1_000;
const MOST_REMEMBERED = 5_000;

/** What was answered a moment ago, by the hash of the key. */
const memoryOf = memoryOfEach<KeyHolder | undefined>({ max: MOST_REMEMBERED, ttl: REMEMBERED_MS });
/** Part of every remembered name, so that an answer on its way when keys are forgotten is not found any more. */
let generation = 0;

/**
 * Who holds this key now; undefined for one that is unknown, revoked or expired. The answer is remembered for a second,
 * and requests that ask at the same time share one look.
 */
export function findKey(db: Db, secret: string): MaybePromise<KeyHolder | undefined> {
  if (!looksLikeKey(secret)) return undefined;
  const hash = hashKey(secret);
  return memoryOf(db).recall(`${generation} ${toHex(hash)}`, () => readKey(db, hash));
}

/** Forgets what is remembered of keys: one was revoked or given an end. */
export function forgetKeys(): void {
  generation += 1;
}

async function readKey(db: Db, hash: Uint8Array): Promise<KeyHolder | undefined> {
  const [holder] = await db
    .select({
      id: apiKeys.id,
      organizationId: apiKeys.organizationId,
      prefix: apiKeys.prefix,
      scopes: apiKeys.scopes,
      expiresAt: apiKeys.expiresAt,
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
  return holder;
}
