import { and, desc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { record } from "#app/audit-log/record.server.ts";
import { changedFields } from "#app/platform/changed-fields.ts";
import { type CommandResult, changedOne } from "#app/platform/command-result.ts";
import { type Ctx, type TxCtx, transact } from "#app/platform/ctx.ts";
import { isId, newId } from "#app/platform/ids.ts";
import { owned } from "#app/platform/owned.ts";
import { sha256 } from "#app/platform/sha256.ts";
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
  /** The networks whose requests may use the key, as `readNetwork` writes them; empty for any. */
  networks: string[];
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
  networks?: readonly string[];
  expiresAt?: Date | null;
}

/** The parts of a key that can be changed, with the version of the key that the form was opened with. */
export interface KeyChange {
  name: string;
  networks: readonly string[];
  version: number;
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
  networks: apiKeys.networks,
  createdAt: apiKeys.createdAt,
  createdBy: apiKeys.createdBy,
  expiresAt: apiKeys.expiresAt,
  revokedAt: apiKeys.revokedAt,
  lastUsedAt: apiKeys.lastUsedAt,
};

/** Creates a key of the organisation. Only the SHA-256 of the secret is stored. */
export function createKey(ctx: Ctx, input: NewKey): Promise<CommandResult<never, MadeKey>> {
  return transact(ctx, async (tx) => {
    const made = await insertKey(tx, input);
    const { id, scopes, networks, expiresAt } = made.key;
    const after = { scopes, networks: networks.length, expiresAt };
    await record(tx, { action: "key.created", object: { kind: "key", id }, after });
    return { ok: true, ...made };
  });
}

async function insertKey(tx: TxCtx, input: NewKey): Promise<MadeKey> {
  const { prefix, secret } = newSecret();
  const [key] = await tx.tx
    .insert(apiKeys)
    .values({
      organizationId: tx.organizationId,
      id: newId(),
      name: input.name,
      prefix,
      secretHash: hashKey(secret),
      scopes: [...new Set(input.scopes)],
      networks: [...(input.networks ?? [])],
      createdBy: tx.actor.kind === "member" ? tx.actor.id : null,
      expiresAt: input.expiresAt ?? null,
    })
    .returning(columns);
  if (!key) throw new Error("The insert of the key returned no row.");
  return { key, secret };
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

/** Returns whether a key was revoked or has expired. */
export function isEnded({ revokedAt, expiresAt }: Pick<ApiKey, "revokedAt" | "expiresAt">, now: Date) {
  return revokedAt !== null || (expiresAt !== null && expiresAt <= now);
}

/**
 * Returns the version of a key's changeable parts: the first 32 bits of their hash. It is not counted: two changes that cancel
 * each other out lose nothing.
 */
export function versionOf({ name, networks }: Pick<ApiKey, "name" | "networks">): number {
  return new DataView(sha256(JSON.stringify([name, networks])).buffer).getUint32(0);
}

/**
 * Changes name and networks of an active key: at once on this instance, within a second on others. Refuses with KEY_NOT_ACTIVE
 * if the organisation has no such active key, and with KEY_CHANGED if `version` is not the current one.
 */
export async function changeKey(
  ctx: Ctx,
  id: string,
  { name, networks, version }: KeyChange,
): Promise<CommandResult<"KEY_NOT_ACTIVE" | "KEY_CHANGED">> {
  const result = await transact(ctx, async (tx): ReturnType<typeof changeKey> => {
    const [old] = await tx.tx.select(columns).from(apiKeys).where(liveKey(ctx, id));
    if (!old) return { ok: false, refusal: "KEY_NOT_ACTIVE" };
    if (versionOf(old) !== version) return { ok: false, refusal: "KEY_CHANGED" };
    const fields = changedFields(old, { name, networks });
    if (fields.length === 0) return { ok: true };
    const changed = await tx.tx
      .update(apiKeys)
      .set({ name, networks: [...networks] })
      // Another change may have been committed since the row was read.
      .where(and(liveKey(ctx, id), eq(apiKeys.name, old.name), eq(apiKeys.networks, old.networks)))
      .returning({ id: apiKeys.id });
    if (changed.length === 0) return { ok: false, refusal: "KEY_CHANGED" };
    const before = { networks: old.networks.length };
    const after = { fields, networks: networks.length };
    await record(tx, { action: "key.changed", object: { kind: "key", id }, before, after });
    return { ok: true };
  });
  forgetKeys();
  return result;
}

/**
 * Creates a new key with the name, scopes and networks of an active one. The old key stays valid for `overlapSeconds` (0 to 30
 * days, default one day), so that clients can be migrated. Refuses with KEY_NOT_ACTIVE if the organisation has no such active
 * key.
 */
export async function rotateKey(
  ctx: Ctx,
  id: string,
  overlapSeconds = 24 * 60 * 60,
): Promise<CommandResult<"KEY_NOT_ACTIVE", MadeKey>> {
  const refused = { ok: false, refusal: "KEY_NOT_ACTIVE" } as const;
  const overlap = Math.min(Math.max(0, Math.floor(overlapSeconds)), MAX_OVERLAP_SECONDS);
  const end = sql`now() + make_interval(secs => ${overlap})`;
  const result = await transact(ctx, async (tx) => {
    const [old] = await tx.tx.select(columns).from(apiKeys).where(liveKey(ctx, id));
    if (!old) return refused;
    // Networks that were changed since the row was read must not be lost in the new key.
    const [ending] = await tx.tx
      .update(apiKeys)
      .set({ expiresAt: sql`least(${apiKeys.expiresAt}, ${end})` })
      .where(liveKey(ctx, id))
      .returning({ name: apiKeys.name, networks: apiKeys.networks });
    if (!ending) return refused;
    const { scopes, expiresAt } = old;
    const made = await insertKey(tx, { ...ending, scopes, expiresAt });
    const after = { replacement: made.key.id, overlapSeconds: overlap };
    await record(tx, { action: "key.rotated", object: { kind: "key", id }, after });
    return { ok: true as const, ...made };
  });
  forgetKeys();
  return result;
}

/** Revokes a key: at once on this instance, within a second on others. Refuses with KEY_NOT_ACTIVE if already revoked. */
export async function revokeKey(ctx: Ctx, id: string): Promise<CommandResult<"KEY_NOT_ACTIVE">> {
  const result = await transact(ctx, async (tx) => {
    const revoked = await tx.tx
      .update(apiKeys)
      .set({ revokedAt: sql`now()` })
      .where(and(owned(apiKeys, ctx, id), isNull(apiKeys.revokedAt)))
      .returning({ id: apiKeys.id });
    if (revoked.length > 0) await record(tx, { action: "key.revoked", object: { kind: "key", id } });
    return changedOne(revoked, "KEY_NOT_ACTIVE");
  });
  forgetKeys();
  return result;
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
