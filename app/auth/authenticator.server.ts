import { sql } from "drizzle-orm";
import { Authenticator } from "remix-auth";
import { FormStrategy } from "remix-auth-form";
import type { Passwords } from "#app/platform/services.ts";
import { emailOrText } from "#app/platform/text/email.ts";
import { isStorable } from "#app/platform/text/normalise.ts";
import type { Db } from "#db/client.ts";
import { users } from "#db/schema/index.ts";

/** The email address and password do not match; it does not reveal which of the two is wrong. */
export class WrongCredentials extends Error {
  override name = "WrongCredentials";
}

interface Credentials {
  email: string;
  password: string;
}

interface Services {
  db: Db;
  passwords: Passwords;
}

/**
 * Authenticates users by email address and password. An unknown address takes as long as a wrong password. `urgent` precedes
 * checks that are not. Throws WrongCredentials, and `Busy` when too many passwords are being checked.
 */
export async function authenticate(
  services: Services,
  { email, password, urgent }: Credentials & { urgent: boolean },
): Promise<string> {
  const authenticator = new Authenticator<string>();
  authenticator.use(
    new FormStrategy(({ form }) => {
      const typed = { email: emailOrText(String(form.get("email"))), password: String(form.get("password")) };
      return verify(services, typed, urgent);
    }),
    "password",
  );
  // The strategy reads a body itself and without a size limit: it gets one with only the two fields that it needs.
  const body = new URLSearchParams({ email, password });
  return authenticator.authenticate(
    "password",
    new Request("http://reservo.invalid", { method: "POST", body }),
  );
}

async function verify(
  { db, passwords }: Services,
  { email, password }: Credentials,
  urgent: boolean,
): Promise<string> {
  const user = await findUser(db, email);
  const right = user
    ? await passwords.verify(password.slice(0, 128), user.passwordHash, { urgent })
    : await passwords.verifyNothing(password.slice(0, 128), { urgent });
  if (!user || !right || user.disabledAt) throw new WrongCredentials();
  return user.id;
}

async function findUser(db: Db, email: string) {
  // No user has such an address, and the database rejects the comparison.
  if (!isStorable(email)) return undefined;
  const [user] = await db
    .select({ id: users.id, passwordHash: users.passwordHash, disabledAt: users.disabledAt })
    .from(users)
    .where(sql`lower(${users.email}) = lower(${email})`);
  return user;
}
