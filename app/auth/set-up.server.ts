import { eq } from "drizzle-orm";
import { record } from "#app/audit-log/record.server.ts";
import {
  createOrganization,
  listOrganizations,
  nameOrganization,
} from "#app/organizations/organizations.server.ts";
import { deleteSetting, findSetting, putSetting } from "#app/organizations/settings.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import type { Locale } from "#app/platform/locales.ts";
import { equalInConstantTime, hashToken, newToken, toHex } from "#app/platform/secrets.ts";
import type { Db } from "#db/client.ts";
import { members, NO_ORGANIZATION, users } from "#db/schema/index.ts";

const SETTING = "set-up";

/** Returns whether the first organisation has an owner; until then a set-up link creates one. */
export async function hasOwner(db: Db): Promise<boolean> {
  const found = await db
    .select({ id: members.userId })
    .from(members)
    .where(eq(members.role, "owner"))
    .limit(1);
  return found.length > 0;
}

/** Creates the token of a one-time set-up link, and invalidates the previous link. */
export async function renewSetUpToken(db: Db): Promise<string> {
  const token = newToken();
  await putSetting(db, NO_ORGANIZATION, SETTING, { tokenHash: toHex(hashToken(token)) });
  return token;
}

/** Returns whether a set-up link's token is valid, without using it up. */
export async function isSetUpToken(db: Db, token: string): Promise<boolean> {
  const setting = (await findSetting(db, NO_ORGANIZATION, SETTING)) as { tokenHash: string } | undefined;
  return setting !== undefined && equalInConstantTime(setting.tokenHash, toHex(hashToken(token)));
}

export interface Owner {
  name: string;
  email: string;
  /** Whether the address becomes the contact of the organisation, which public pages show. */
  emailPublic: boolean;
  passwordHash: string;
  organization: string;
  timeZone: string;
  country?: string | null;
  /** The language of the owner's browser, which becomes their own; null if it requests none. */
  locale?: Locale | null;
}

/**
 * Creates the owner of the existing or a new organisation, and uses the token up: of two concurrent requests, one creates
 * the owner. Refuses with LINK_USED if the token is not valid (any more), and with EMAIL_TAKEN, which does not use it up.
 */
export async function setUpOwner(
  ctx: Omit<Ctx, "organizationId">,
  token: string,
  owner: Owner,
): Promise<CommandResult<"LINK_USED" | "EMAIL_TAKEN", { userId: string }>> {
  const { db } = ctx;
  const refused = { ok: false, refusal: "LINK_USED" } as const;
  if (!(await isSetUpToken(db, token))) return refused;
  try {
    return await db.transaction(async (tx) => {
      if (!(await deleteSetting(tx, NO_ORGANIZATION, SETTING))) return refused;
      const organizationId = await nameFirstOrganization(tx, owner);
      const { name, email, passwordHash, locale } = owner;
      const userId = newId();
      const made = await tx
        .insert(users)
        .values({ id: userId, name, email, passwordHash, locale })
        .onConflictDoNothing()
        .returning({ id: users.id });
      if (made.length === 0) throw new EmailTaken();
      await tx.insert(members).values({ organizationId, userId, role: "owner" });
      const tenant = { ...ctx, db: tx, tx, organizationId, actor: { kind: "member", id: userId } } as const;
      await record(tenant, {
        action: "organization.set-up",
        object: { kind: "organization", id: organizationId },
        after: { owner: userId },
      });
      return { ok: true, userId };
    });
  } catch (error) {
    if (error instanceof EmailTaken) return { ok: false, refusal: "EMAIL_TAKEN" };
    throw error;
  }
}

/** Rolls the transaction back. */
class EmailTaken extends Error {}

async function nameFirstOrganization(tx: Parameters<typeof createOrganization>[0], owner: Owner) {
  const { organization: name, timeZone, country } = owner;
  const contactEmail = owner.emailPublic ? owner.email : undefined;
  const [first] = await listOrganizations(tx, 1);
  if (!first) return createOrganization(tx, { name, contactEmail, timeZone, country });
  await nameOrganization(tx, first.id, { name, contactEmail, timeZone, country });
  return first.id;
}
