import { randomUUID } from "node:crypto";
import type { AppLoadContext } from "@remix-run/node";
import type { Role } from "#app/auth/capabilities.ts";
import { beginSignIn } from "#app/auth/sign-ins.server.ts";
import { members, users } from "#db/schema/index.ts";
import { TEST_ORIGIN } from "./remix.ts";

export const TEST_PASSWORD = "purple-otter-42-lantern";

let passwordHash: Promise<string> | undefined;

/** Creates a user with the test password and, if an organisation is given, its member. */
export async function makeUser(
  context: AppLoadContext,
  membership?: { organizationId: string; role: Role | null },
): Promise<{ userId: string; email: string }> {
  passwordHash ??= context.passwords.hash(TEST_PASSWORD);
  const userId = randomUUID();
  const email = `${userId}@example.org`;
  await context.db
    .insert(users)
    .values({ id: userId, email, name: "Alex", passwordHash: await passwordHash });
  // Seen just now, so that a visit writes nothing.
  if (membership) await context.db.insert(members).values({ ...membership, userId, lastSeenAt: new Date() });
  return { userId, email };
}

/** Signs in a new member of the organisation and returns the Cookie header of their browser. */
export async function signedIn(
  context: AppLoadContext,
  organizationId: string,
  role: Role = "owner",
): Promise<string> {
  const { userId } = await makeUser(context, { organizationId, role });
  return cookieOf(context, userId);
}

/** Signs in a user and returns the Cookie header of their browser. */
export async function cookieOf(context: AppLoadContext, userId: string): Promise<string> {
  const cookie = await beginSignIn(context, { userId, request: new Request(TEST_ORIGIN) });
  return cookie.split(";")[0] ?? "";
}
