import { findOrganization, listOrganizations } from "#app/organizations/organizations.server.ts";
import type { Db } from "#db/client.ts";
import { databaseGone, type RunningApp, startApp } from "#tests/support/app.ts";
import { openAppDatabase } from "#tests/support/app-database.ts";
import { ctxIn, makeOrganization } from "#tests/support/ctx.ts";
import { makeEvent } from "#tests/support/events.ts";
import { startOptions } from "#tests/support/start-options.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import type { Target } from "./attack.ts";
import { formOf, openClient } from "./http-client.ts";

const API_KEY = "attacks-7f3kq9zv1mw8xt5rb2ny";
const OWNER = {
  organization: "Northside Makers",
  timeZone: "Europe/London",
  name: "Marta Nowak",
  email: "marta@example.org",
  password: "eleven brown herons",
};

/** What is attacked: the built app as an operator runs it, with its limits on, and an embedded PostgreSQL. */
export interface AttackedApp {
  /** Starts the app anew on the same data, so that no attack is measured with the traces of the one before. */
  restart(): Promise<void>;
  pid(): number;
  hasEnded(): boolean;
  target(): Target;
  /** What the stream of bookings books. */
  resourceId: string;
  close(): Promise<void>;
}

export async function openAttackedApp(arrayIndex: number): Promise<AttackedApp> {
  const folder = await temporaryFolder("attacks");
  let app = await start(folder.path);
  let ended = false;
  const close = async () => {
    await app.stop();
    await databaseGone(folder.path);
    await folder.remove();
  };
  try {
    const cookie = await becomeOwner(app);
    const { resourceId, ...made } = await makeEvents(folder.path);
    const fixed = { ...made, cookie, arrayIndex, apiKey: API_KEY };
    return {
      resourceId,
      target: () => ({ ...fixed, port: portOf(app) }),
      pid: () => app.pid,
      hasEnded: () => ended,
      async restart() {
        await app.stop();
        await databaseGone(folder.path);
        app = await start(folder.path);
        ended = false;
        const started = app;
        void started.ended.then(() => {
          if (app === started) ended = true;
        });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function start(dataDir: string): Promise<RunningApp> {
  return startApp({
    dataDir,
    command: [process.execPath, ...startOptions(), "server.mjs"],
    env: { RATE_LIMITS: "on", RESERVO_DEMO: "0", LOG_LEVEL: "warn", ADMIN_API_KEY: API_KEY },
    readyWithin: 240_000,
  });
}

const portOf = (app: RunningApp) => Number(new URL(app.url).port);

/** Answers the cookie of the owner. */
async function becomeOwner(app: RunningApp): Promise<string> {
  const link = new URL(await waitUntil("the set-up link", () => app.setupLink()));
  const client = openClient({ port: portOf(app) });
  const { status, headers } = await client.send({ path: `${link.pathname}${link.search}`, ...formOf(OWNER) });
  client.close();
  if (status !== 303) throw new Error(`The set-up was answered with ${status}.`);
  return headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
}

async function makeEvents(dataDir: string) {
  const database = openAppDatabase(dataDir);
  try {
    const { db } = database;
    const ctx = ctxIn(db, await ownOrganization(db));
    const booked = await makeEvent(ctx, { title: "Booked all the time", capacity: 1_000_000 });
    const quiet = await makeEvent(ctx, { title: "A quiet evening", capacity: 50 });
    const stranger = await makeEvent(await makeOrganization(db, "Strangers"));
    const organization = await findOrganization(db, ctx.organizationId);
    return {
      resourceId: booked.session.resourceIds[0] ?? "",
      organizationSlug: organization?.slug ?? "",
      quiet: { slug: quiet.event.slug, sessionId: quiet.session.id },
      stranger: { slug: stranger.event.slug },
    };
  } finally {
    await database.close();
  }
}

async function ownOrganization(db: Db): Promise<string> {
  const [first] = await listOrganizations(db, 1);
  if (!first) throw new Error("The app has no organisation.");
  return first.id;
}
