import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { checkDatabase } from "#db/doctor.ts";
import { INVARIANTS } from "#db/invariants.ts";
import { bookSome, makeOrganization, makeResource } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const { db, url, owner } = await testDatabase();
const ctx = await makeOrganization(db);
const resourceId = await makeResource(ctx);
await bookSome(ctx, resourceId, 2);

async function diagnose(address: string) {
  const lines: string[] = [];
  const diagnosis = await checkDatabase(address, (line) => void lines.push(line));
  return { diagnosis, lines, text: lines.join("\n") };
}

/** More than was ever left, which no guard of the database minds. */
async function withViolation<T>(work: () => Promise<T>): Promise<T> {
  await db.execute(sql`update resources set lowest_margin = 9 where id = ${resourceId}`);
  try {
    return await work();
  } finally {
    await db.execute(sql`update resources set lowest_margin = 8 where id = ${resourceId}`);
  }
}

/** The script as `npm run doctor` runs it. */
async function runScript(env: Record<string, string>) {
  const script = fileURLToPath(new URL("../../app/host/doctor.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    env: { PATH: process.env.PATH ?? "", NODE_ENV: "test", SESSION_SECRET: "x".repeat(32), ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (chunk) => {
    text += chunk;
  });
  const [code] = await once(child, "close");
  return { code, text };
}

test("a sound database: what was looked at, every invariant, and 0", async () => {
  const { diagnosis, lines, text } = await diagnose(url);
  expect(diagnosis).toBe(0);
  expect(text).toContain(
    "organisations: 1, resources: 1, bookings: 1, reservations: 1, ledger rows: 2, history rows: 1, audit log rows: 0",
  );
  for (const { name, title } of INVARIANTS) expect(lines).toContain(`${name}  holds  ${title}`);
  expect(lines.at(-1)).toBe(`All ${INVARIANTS.length} hold.`);
  expect(text).not.toContain(new URL(url).password);
});

test("a violation is told with its ids, and 1", async () => {
  const { diagnosis, text, lines } = await withViolation(() => diagnose(url));
  expect(diagnosis).toBe(1);
  expect(text).toContain("I1  BROKEN  the lowest margin");
  expect(text).toContain(`organisation ${ctx.organizationId}: resource ${resourceId}: lowest margin 9`);
  expect(lines.at(-1)).toBe(`1 of ${INVARIANTS.length} do not hold; violations: 1.`);
});

test("a database that cannot be reached, or that is none of Reservo's, is 2 and no secret is told", async () => {
  const nowhere = "postgres://me:hush@127.0.0.1:9/reservo";
  const unreachable = await diagnose(nowhere);
  expect(unreachable.diagnosis).toBe(2);
  expect(unreachable.text).toContain("127.0.0.1:9/reservo could not be examined");
  expect(unreachable.text).not.toContain("hush");
  const foreign = new URL(url);
  foreign.pathname = "/postgres";
  const strange = await diagnose(foreign.href);
  expect(strange).toMatchObject({ diagnosis: 2, text: expect.stringContaining("does not exist") });
});

test("a role that may do more than the app needs is a warning, and no violation", async () => {
  const warning = "WARNING: the role of the app is a superuser; see docs/operations.md.";
  expect(await diagnose(owner.url)).toMatchObject({ diagnosis: 0, lines: expect.arrayContaining([warning]) });
  expect((await diagnose(url)).text).not.toContain("WARNING");
  const [lines, print] = [[] as string[], (line: string) => void lines.push(line)];
  expect(await checkDatabase(owner.url, print, "reservo_app")).toBe(0);
  expect(lines.join("\n")).not.toContain("WARNING");
});

test("the script exits with the diagnosis", async () => {
  expect(await runScript({ DATABASE_URL: url })).toMatchObject({ code: 0 });
  const sick = await withViolation(() => runScript({ DATABASE_URL: url }));
  expect(sick).toMatchObject({ code: 1, text: expect.stringContaining("do not hold") });
  const none = await runScript({ RESERVO_DATA_DIR: "/nonexistent/reservo" });
  expect(none).toMatchObject({
    code: 2,
    text: expect.stringContaining("There is no database in /nonexistent"),
  });
});
