import { sql } from "drizzle-orm";
import { Authenticator } from "remix-auth";
import { FormStrategy } from "remix-auth-form";
import type { Passwords } from "#app/platform/services.ts";
import type { Db } from "#db/client.ts";
import { users } from "#db/schema/index.ts";

/** The address and the password do not belong together; which of the two is wrong is nobody's business. */
export class WrongCredentials extends Error {
  override name = "WrongCredentials";
}

/**
 * Who may sign in, by address and password. An unknown address takes as long as a wrong password. Throws
 * WrongCredentials, and `Busy` when too many passwords are being checked.
 */
export async function authenticate(
  services: { db: Db; passwords: Passwords },
  request: Request,
): Promise<string> {
  const authenticator = new Authenticator<string>();
  authenticator.use(
    new FormStrategy(({ form }) => {
      const email = String(form.get("email") ?? "").trim();
      const password = String(form.get("password") ?? "");
      return verify(services, email, password);
    }),
    "password",
  );
  return authenticator.authenticate("password", request);
}

async function verify(
  { db, passwords }: { db: Db; passwords: Passwords },
  email: string,
  password: string,
): Promise<string> {
  const [user] = await db
    .select({ id: users.id, passwordHash: users.passwordHash, disabledAt: users.disabledAt })
    .from(users)
    .where(sql`lower(${users.email}) = lower(${email})`);
  const right = user
    ? await passwords.verify(password.slice(0, 128), user.passwordHash)
    : await passwords.verifyNothing(password.slice(0, 128));
  if (!user || !right || user.disabledAt) throw new WrongCredentials();
  return user.id;
}
