import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";

/** The user PostgreSQL runs as. `uid` and `gid` are set only where this process is root and has to drop its privileges. */
export interface SystemUser {
  uid?: number;
  gid?: number;
  name: string;
}

/**
 * Returns the user to run PostgreSQL as, which refuses root. A normal process runs it as itself; root runs it as the owner of
 * existing data, else as `postgres`, else as `nobody`. Throws when the data belongs to a user that this process cannot become.
 */
export function chooseSystemUser(data: string): SystemUser {
  const owner = statSync(data, { throwIfNoEntry: false });
  const self = process.getuid?.();
  if (self === undefined)
    throw new Error("The embedded PostgreSQL does not run on this platform. Set DATABASE_URL.");
  if (self !== 0) {
    if (owner && owner.uid !== self)
      throw new Error(
        `The database in ${data} belongs to user ${owner.uid}, and this process is user ${self}. ` +
          "Start it as the same user as before, or change the owner of the folder (chown -R).",
      );
    return { name: "this user" };
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `user ${owner.uid}` };
  const accounts = readAccounts();
  const account = accounts.get("postgres") ?? accounts.get("nobody");
  if (!account)
    throw new Error(
      "PostgreSQL refuses to run as root, and /etc/passwd names neither `postgres` nor `nobody`. " +
        "Start as a normal user, add the user `postgres`, or set DATABASE_URL.",
    );
  return account;
}

function readAccounts(): Map<string, SystemUser> {
  const accounts = new Map<string, SystemUser>();
  for (const line of readFileSync("/etc/passwd", "utf8").split("\n")) {
    const [name, , uid, gid] = line.split(":");
    if (name && Number(uid) > 0 && Number(gid) > 0)
      accounts.set(name, { name: `user ${name}`, uid: Number(uid), gid: Number(gid) });
  }
  return accounts;
}

/**
 * The minimal environment of all child processes: no setting or secret of the app leaks into the server. NODE_ENV means nothing
 * to these programs; Remix's types require it in every environment.
 */
export const bareEnvironment = {
  PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
  LC_ALL: "C",
  NODE_ENV: "production",
} as const;

/** Returns true when the user can enter the folder; found by trying, since modes, ACLs and mounts all matter. */
export function canEnter(user: SystemUser, folder: string): boolean {
  const tried = spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], {
    ...credentials(user),
    cwd: "/",
    env: bareEnvironment,
    stdio: "ignore",
  });
  return tried.status === 0;
}

/** Returns the spawn options that make a child run as the user. */
export function credentials(user: SystemUser): { uid?: number; gid?: number } {
  return user.uid === undefined ? {} : { uid: user.uid, gid: user.gid };
}
