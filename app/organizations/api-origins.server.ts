import { sql } from "drizzle-orm";
import { cachePerDatabase } from "#app/platform/async-cache.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { MaybePromise } from "#app/platform/maybe-promise.ts";
import type { Db } from "#db/client.ts";
import { settings } from "#db/schema/index.ts";
import { findSetting, putSetting } from "./settings.server.ts";

/** The name of the setting. An index finds organisations by its values. */
const SETTING = "api-origins";
const MAX_ORIGINS = 50;
const cacheOf = cachePerDatabase<boolean>({ max: 2_000, ttl: 5_000 });

/** Returns the web origins whose pages may use the organisation's keys, such as `https://shop.example`. */
export async function listApiOrigins(db: Db, organizationId: string): Promise<string[]> {
  const value = await findSetting(db, organizationId, SETTING);
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** Replaces the origins. Refuses with INVALID_ORIGINS if one is invalid or there are more than 50. */
export async function setApiOrigins(
  ctx: Ctx,
  given: readonly string[],
): Promise<CommandResult<"INVALID_ORIGINS", { origins: string[] }>> {
  const origins = [...new Set(given.flatMap((each) => originOf(each) ?? []))];
  if (origins.length > MAX_ORIGINS || !given.every(originOf))
    return { ok: false, refusal: "INVALID_ORIGINS" };
  await putSetting(ctx.db, ctx.organizationId, SETTING, origins);
  return { ok: true, origins };
}

/** Returns whether any organisation has listed this origin. Cached for five seconds. */
export function isApiOrigin(db: Db, origin: string): MaybePromise<boolean> {
  return cacheOf(db).getOrRead(`any ${origin}`, async () => {
    const [row] = await db.execute<{ listed: boolean }>(
      sql`select exists (select 1 from ${settings} where name = ${sql.raw(`'${SETTING}'`)} and value ? ${origin}) as listed`,
    );
    return row?.listed === true;
  });
}

/** Returns whether this organisation has listed this origin. Cached for five seconds. */
export function isApiOriginOf(db: Db, organizationId: string, origin: string): MaybePromise<boolean> {
  return cacheOf(db).getOrRead(`${organizationId} ${origin}`, async () =>
    (await listApiOrigins(db, organizationId)).includes(origin),
  );
}

function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain = url.pathname === "/" && !url.search && !url.hash && !url.username && !url.password;
  return plain && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}
