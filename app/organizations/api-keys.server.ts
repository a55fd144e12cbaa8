import { and, desc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { type CommandResult, changedOne } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { isId, newId } from "#app/platform/ids.ts";
import { owned } from "#app/platform/owned.ts";
import { apiKeys } from "#db/schema/index.ts";
import { hashKey, newSecret, type Scope } from "./key-secret.ts";
import { forgetKeys } from "./known-keys.server.ts";

/** An API key without its secret. */
export interface ApiKey {
  id: string;
  name: string;
  /** The beginning of the key, which identifies it in lists. */
  prefix: string;
  scopes: Scope[];
  createdAt: Date;
  createdBy: string | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  /** Accurate to one minute. */
  lastUsedAt: Date | null;
}

export interface NewKey {
  name: string;
  scopes: readonly Scope[];
  expiresAt?: Date | null;
}

/** A new key with its secret, which is shown once and not stored. */
export interface MadeKey {
  key: ApiKey;
  secret: string;
}

const MAX_OVERLAP_SECONDS = 30 * 24 * 60 * 60;

const columns = {
  id: apiKeys.id,
  name: apiKeys.name,
  prefix: apiKeys.prefix,
  scopes: apiKeys.scopes,
  createdAt: apiKeys.createdAt,
  createdBy: apiKeys.createdBy,
  expiresAt: apiKeys.expiresAt,
  revokedAt: apiKeys.revokedAt,
  lastUsedAt: apiKeys.lastUsedAt,
};

/** Creates a key of the organisation. Only the SHA-256 of the secret is stored. */
export async function createKey(ctx: Ctx, input: NewKey): Promise<CommandResult<never, MadeKey>> {
  const { prefix, secret } = newSecret();
  const [key] = await ctx.db
    .insert(apiKeys)
    .values({
      organizationId: ctx.organizationId,
      id: newId(),
      name: input.name,
      prefix,
      secretHash: hashKey(secret),
      scopes: [...new Set(input.scopes)],
      createdBy: ctx.actor.kind === "member" ? ctx.actor.id : null,
      expiresAt: input.expiresAt ?? null,
    })
    .returning(columns);
  if (!key) throw new Error("The insert of the key returned no row.");
  return { ok: true, key, secret };
}

export interface KeysInPages {
  keys: ApiKey[];
  /** The cursor of the next page; undefined on the last page. */
  next: string | undefined;
}

const PAGE_SIZE = 50;

/** Returns a page of the organisation's keys, newest first, including revoked and expired ones. */
export async function listKeys(ctx: Ctx, after?: string): Promise<KeysInPages> {
  // Compares with the row itself, since a Date has less precision than its timestamp.
  const isOlder = sql`(${apiKeys.createdAt}, ${apiKeys.id}) < (select last.created_at, last.id from api_keys last
    where last.organization_id = ${ctx.organizationId} and last.id = ${after})`;
  const rows = await ctx.db
    .select(columns)
    .from(apiKeys)
    .where(and(eq(apiKeys.organizationId, ctx.organizationId), after && isId(after) ? isOlder : undefined))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(PAGE_SIZE + 1);
  const keys = rows.slice(0, PAGE_SIZE);
  return { keys, next: rows.length > PAGE_SIZE ? keys.at(-1)?.id : undefined };
}

/** Returns a key of the organisation, even a revoked or expired one. */
export async function findKeyById(ctx: Ctx, id: string): Promise<ApiKey | undefined> {
  const [found] = await ctx.db
    .select(columns)
    .from(apiKeys)
    .where(owned(apiKeys, ctx, id));
  return found;
}

/**
 * Creates a new key with the name and scopes of an active one. The old key stays valid for `overlapSeconds` (0 to 30 days,
 * default one day), so that clients can be migrated. Refuses with KEY_NOT_ACTIVE if the organisation has no such active
 * key.
 */
export async function rotateKey(
  ctx: Ctx,
  id: string,
  overlapSeconds = 24 * 60 * 60,
): Promise<CommandResult<"KEY_NOT_ACTIVE", MadeKey>> {
  const refused = { ok: false, refusal: "KEY_NOT_ACTIVE" } as const;
  const overlap = Math.min(Math.max(0, Math.floor(overlapSeconds)), MAX_OVERLAP_SECONDS);
  const made = await ctx.db.transaction(async (tx) => {
    const [old] = await tx.select(columns).from(apiKeys).where(liveKey(ctx, id));
    if (!old) return refused;
    const end = sql`now() + make_interval(secs => ${overlap})`;
    const ending = await tx
      .update(apiKeys)
      .set({ expiresAt: sql`least(${apiKeys.expiresAt}, ${end})` })
      .where(liveKey(ctx, id))
      .returning({ id: apiKeys.id });
    if (ending.length === 0) return refused;
    return createKey({ ...ctx, db: tx }, { name: old.name, scopes: old.scopes, expiresAt: old.expiresAt });
  });
  forgetKeys();
  return made;
}

/** Revokes a key: at once on this instance, within a second on others. Refuses with KEY_NOT_ACTIVE if already revoked. */
export async function revokeKey(ctx: Ctx, id: string): Promise<CommandResult<"KEY_NOT_ACTIVE">> {
  const revoked = await ctx.db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(owned(apiKeys, ctx, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  forgetKeys();
  return changedOne(revoked, "KEY_NOT_ACTIVE");
}

/** Records the use of a key, at most once per minute. */
export async function noteKeyUse(ctx: Ctx, id: string): Promise<void> {
  const old = or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, sql`now() - interval '1 minute'`));
  await ctx.db
    .update(apiKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(and(owned(apiKeys, ctx, id), old));
}

function liveKey(ctx: Ctx, id: string) {
  const inTime = or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql`now()`));
  return and(owned(apiKeys, ctx, id), isNull(apiKeys.revokedAt), inTime);
}
