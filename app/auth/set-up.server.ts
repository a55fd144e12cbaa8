import { eq } from "drizzle-orm";
import {
  createOrganization,
  listOrganizations,
  nameOrganization,
} from "#app/organizations/organizations.server.ts";
import { deleteSetting, findSetting, putSetting } from "#app/organizations/settings.server.ts";
import type { CommandResult } from "#app/platform/command-result.ts";
import { newId } from "#app/platform/ids.ts";
import type { Locale } from "#app/platform/locales.ts";
import { equalInConstantTime, hashToken, newToken, toHex } from "#app/platform/secrets.ts";
import type { Db } from "#db/client.ts";
import { members, NO_ORGANIZATION, users } from "#db/schema/index.ts";

const SETTING = "set-up";

/** Whether someone owns the first organisation already; until then a link makes its owner. */
export async function hasOwner(db: Db): Promise<boolean> {
  const found = await db
    .select({ id: members.userId })
    .from(members)
    .where(eq(members.role, "owner"))
    .limit(1);
  return found.length > 0;
}

/** A new token for the one-time link that makes the owner; the link before it stops working. */
export async function renewSetUpToken(db: Db): Promise<string> {
  const token = newToken();
  await putSetting(db, NO_ORGANIZATION, SETTING, { tokenHash: toHex(hashToken(token)) });
  return token;
}

/** Whether a link's token still makes the owner. Looking does not use it up. */
export async function isSetUpToken(db: Db, token: string): Promise<boolean> {
  const setting = (await findSetting(db, NO_ORGANIZATION, SETTING)) as { tokenHash: string } | undefined;
  return setting !== undefined && equalInConstantTime(setting.tokenHash, toHex(hashToken(token)));
}

export interface Owner {
  name: string;
  email: string;
  passwordHash: string;
  organization: string;
  timeZone: string;
  country?: string | null;
  /** The language that their browser asks for, which they begin with; null where it asks for none. */
  locale?: Locale | null;
}

/**
 * Makes the owner, of the organisation that is there or of a new one, and uses the token up: of two who send it at
 * once, one becomes the owner. Refuses with LINK_USED when the token is not valid (any more), and
 * with EMAIL_TAKEN, which leaves the token as it was.
 */
export async function setUpOwner(
  db: Db,
  token: string,
  owner: Owner,
): Promise<CommandResult<"LINK_USED" | "EMAIL_TAKEN", { userId: string }>> {
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
  const { organization: name, email: contactEmail, timeZone, country } = owner;
  const [first] = await listOrganizations(tx, 1);
  if (!first) return createOrganization(tx, { name, contactEmail, timeZone, country });
  await nameOrganization(tx, first.id, { name, contactEmail, timeZone, country });
  return first.id;
}
