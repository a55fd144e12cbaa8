import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";

/** Whom PostgreSQL runs as: `uid` and `gid` are set only where this process is root and has to step down. */
export interface SystemUser {
  uid?: number;
  gid?: number;
  name: string;
}

/**
 * PostgreSQL refuses root. A normal process runs it as itself; root runs it as the owner of the data that is there
 * already, else as `postgres`, else as `nobody`. Throws when the data belongs to somebody this process cannot become.
 */
export function chooseSystemUser(data: string): SystemUser {
  const owner = statSync(data, { throwIfNoEntry: false });
  const self = process.getuid?.();
  if (self === undefined) throw new Error("The embedded PostgreSQL does not run here. Set DATABASE_URL.");
  if (self !== 0) {
    if (owner && owner.uid !== self)
      throw new Error(
        `The database in ${data} belongs to user ${owner.uid}, and this process is user ${self}. ` +
          "Start it as the same user as before, or give the folder to this one (chown -R).",
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
 * The minimal surroundings of everything that is started here: no setting or secret of the app leaks into the server.
 * NODE_ENV means nothing to these programs; Remix declares that no environment is without it.
 */
export const bareEnvironment = {
  PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
  LC_ALL: "C",
  NODE_ENV: "production",
} as const;

/** True when the user can enter the folder; found out by doing it, since modes, ACLs and mounts all have a say. */
export function canEnter(user: SystemUser, folder: string): boolean {
  const tried = spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], {
    ...credentials(user),
    cwd: "/",
    env: bareEnvironment,
    stdio: "ignore",
  });
  return tried.status === 0;
}

/** The part of the spawn options that makes a child run as the user. */
export function credentials(user: SystemUser): { uid?: number; gid?: number } {
  return user.uid === undefined ? {} : { uid: user.uid, gid: user.gid };
}
