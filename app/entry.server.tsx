import { loader } from "virtual:browser-files";
import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import { createApi } from "#app/api/api.server.ts";
import { observeApi } from "#app/api/observe-api.ts";
import { hasOwner, renewSetUpToken } from "#app/auth/set-up.server.ts";
import { setUpAvailability } from "#app/availability/cache.server.ts";
import { setUpEngine, waitingIn } from "#app/booking/engine.server.ts";
import { findFramingSites } from "#app/embed/find-sites.server.ts";
import { listEventsForPreview } from "#app/embed/preview/preview-events.server.ts";
import { createPreviewSite } from "#app/embed/preview/preview-site.ts";
import { type ConnectionLimits, createConnectionLimits } from "#app/host/connections/connection-limits.ts";
import { logNotices } from "#app/host/database-notices.ts";
import { startEmbeddedPostgres } from "#app/host/embedded-postgres/server.ts";
import { foldersOf } from "#app/host/folders.ts";
import { createApiLane } from "#app/host/http/api-fast-path.ts";
import { createHostApp, type HostAppOptions } from "#app/host/http/app.ts";
import { createDrain, type Drain } from "#app/host/http/graceful-shutdown.ts";
import { type Connect, listen } from "#app/host/http/listen.ts";
import { createLiveStreams, type HostStreams } from "#app/host/http/live-streams.ts";
import { createOutgoing } from "#app/host/http/outgoing.ts";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import { listenBeside, withoutSecondOrigin, withSecondOrigin } from "#app/host/http/second-origin.ts";
import { createLog } from "#app/host/logging/log.ts";
import { createMailTransport } from "#app/host/mail/mail.ts";
import { createMetrics, type Metrics } from "#app/host/metrics/metrics.ts";
import { keepSessionSecret } from "#app/host/secret.ts";
import { createPasswords } from "#app/host/workers/passwords.ts";
import { createPictures } from "#app/host/workers/pictures.ts";
import { createAudit } from "#app/jobs/audit.server.ts";
import { createDemo } from "#app/jobs/demo/create-demo.server.ts";
import { observeDatabase, observePool } from "#app/jobs/observe-database.server.ts";
import { observeEngine } from "#app/jobs/observe-engine.server.ts";
import { observeWebhooks } from "#app/jobs/observe-webhooks.server.ts";
import { startTimetable, type Timetable } from "#app/jobs/timetable.server.ts";
import type { Relay } from "#app/notifications/relay.server.ts";
import { assureOrganization } from "#app/organizations/organizations.server.ts";
import { switchMaintenanceByEnvironment } from "#app/organizations/settings.server.ts";
import { addressIn } from "#app/platform/addresses.ts";
import { elapsed, pause } from "#app/platform/clock.ts";
import { type Env, readEnv } from "#app/platform/env.ts";
import * as paths from "#app/platform/http/paths.ts";
import { speakPseudoLocales } from "#app/platform/locales.ts";
import type { Log } from "#app/platform/log.ts";
import type { Services } from "#app/platform/services.ts";
import { type Database, openDatabase, type PoolObserver } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { version } from "../package.json";
import { cachedPages } from "./compose/cached-pages.server.ts";
import { startInstanceHints } from "./compose/instance-hints.server.ts";
import { liveRoutes } from "./compose/live-routes.server.ts";
import { handleError as logError, renderPage } from "./compose/render-page.server.tsx";

export interface StartOptions {
  /** The project's folder. */
  root: string;
  mode: "development" | "production";
  loadBuild(): Promise<ServerBuild>;
  /** Vite, in development. */
  before?: Connect;
}

const api = createApi(version);

// The composition root: the one place that knows the host, the features and what runs by the clock.
export default renderPage;
export const handleError = logError;

/** Starts everything, in the order of what needs what, and stops it in the other order on SIGTERM. */
export async function start({ root, mode, loadBuild, before }: StartOptions): Promise<void> {
  const env = readEnv();
  if (env.PSEUDO_LOCALES) speakPseudoLocales();
  const log = createLog({ level: env.LOG_LEVEL, pretty: mode === "development" });
  const folders = foldersOf(root, env.RESERVO_DATA_DIR);
  const metrics = createMetrics({ version });
  // On a loopback address nothing stands in front that would have to look away first.
  const drain = createDrain({ log, waitMs: /^(127\.|localhost$|::1$)/.test(env.HOST) ? 0 : 2_000 });
  drain.listenForSignals();

  const onNotice = logNotices(log);
  const observed = { observe: observePool(metrics), onNotice };
  const { database, embedded } = await startDatabase(env, folders, observed);
  metrics.watchPool(database.pool.stats);
  const isDemo = env.RESERVO_DEMO ?? embedded !== undefined;
  const embeddedUrl = embedded?.url;
  const hints = await setUpFeatures({ env, database, embeddedUrl, isDemo, log, metrics, onNotice });
  const lent = await lendServices({ root, env, folders, database, log });

  let wakeRelay = () => {};
  let origin = env.PUBLIC_ORIGIN ?? "";
  const connections = createConnectionLimits({
    trustedProxies: env.TRUSTED_PROXIES,
    report: { log, metrics },
  });
  const previewNeeds = { env, database, log, isDemo, connections };
  const { preview, site, previewOrigin } = await startPreview(previewNeeds, () => origin);
  const services: Services = { ...lent, previewOrigin, wakeRelay: () => wakeRelay() };
  const streams = createLiveStreams({ draining: () => drain.draining, development: mode === "development" });
  metrics.gauge("reservo_live_streams", "Pages and programs that follow changes now", streams.count);
  const app = createApp({ services, log, metrics, mode, folders, drain, database, loadBuild, streams });
  const fetch = withSecondOrigin(env.PREVIEW_ORIGIN, preview, app.fetch);
  const lane = withoutSecondOrigin(env.PREVIEW_ORIGIN, app.lane);
  const { server, port } = await listen({ fetch, lane, host: env.HOST, port: env.PORT, before, connections });
  drain.serve(server);
  if (site) drain.onStop("example website", site.close);

  origin ||= `http://localhost:${port}`;
  const { mail, secret, outgoing } = lent;
  const relay = { db: database.db, mail, origin, secret, sender: addressIn(env.MAIL_FROM), log };
  const timetable = startClock({ relay, outgoing, database, metrics });
  wakeRelay = timetable.wakeRelay;
  drain.onStop("timetable", timetable.stop);
  drain.onStop("streams", streams.end);
  drain.onClosed("passwords", lent.passwords.close);
  drain.onClosed("pictures", lent.pictures.close);
  drain.onClosed("mail", () => mail.close());
  drain.onClosed("hints", () => hints?.stop());
  drain.onClosed("database", database.close);
  if (embedded) drain.onClosed("embedded database", embedded.stop);
  await greet({ database, origin, env, log, site: site?.origin });
}

interface FeatureNeeds {
  env: Env;
  database: Database;
  embeddedUrl: string | undefined;
  isDemo: boolean;
  log: Log;
  metrics: Metrics;
  onNotice: OnNotice;
}

/** Sets up what features keep for a database, and answers what tells the other instances of changes. */
async function setUpFeatures(needs: FeatureNeeds) {
  const { env, database, embeddedUrl, isDemo, log, metrics, onNotice } = needs;
  const { db } = database;
  setUpEngine(db, { observe: observeEngine(metrics, () => waitingIn(db)) });
  setUpAvailability(db, { ttlMs: env.CACHE_TTL_MS, maxSize: env.CACHE_MAX_SIZE });
  const hints = startInstanceHints({ env, embeddedUrl, db, log, metrics, onNotice });
  await switchMaintenanceByEnvironment(db, env.MAINTENANCE);
  if (isDemo) await createDemo({ db, log });
  if (env.API_KEY || env.ADMIN_API_KEY) await assureOrganization(db);
  return hints;
}

interface LendingNeeds {
  root: string;
  env: Env;
  folders: Folders;
  database: Database;
  log: Log;
}

/** What the host lends to the features that does not depend on where it listens. */
async function lendServices({ root, env, folders, database, log }: LendingNeeds) {
  const dataDir = folders.data;
  return {
    env,
    db: database.db,
    secret: env.SESSION_SECRET ?? (await keepSessionSecret(dataDir)),
    passwords: createPasswords({ root }),
    pictures: createPictures({ root }),
    mail: createMailTransport({ smtpUrl: env.SMTP_URL, from: env.MAIL_FROM, dataDir, log }),
    rateLimits: createRateLimits({ enabled: env.RATE_LIMITS }),
    outgoing: createOutgoing({ allowLoopback: env.WEBHOOK_ALLOW_LOOPBACK }),
    apiDocument: api.document,
    embedLoader: loader,
  };
}

interface ClockNeeds {
  relay: Relay;
  outgoing: Services["outgoing"];
  database: Database;
  metrics: Metrics;
}

/** Starts what runs by the clock. */
function startClock({ relay, outgoing, database, metrics }: ClockNeeds): Timetable {
  const audit = createAudit({ db: database.db, pool: database.pool, log: relay.log });
  metrics.gauge("reservo_audit_violations", "Broken invariants that were found; must be 0", audit.violations);
  metrics.gauge("reservo_audit_age_seconds", "Time since the invariants were looked at", audit.ageSeconds);
  const observed = observeWebhooks(metrics);
  const webhooks = { outgoing, secret: relay.secret, ...observed };
  const observe = observeDatabase(metrics, database.db);
  return startTimetable({
    relay: { ...relay, gaveUp: observed.gaveUp },
    audit: audit.run,
    observe,
    webhooks,
  });
}

interface PreviewNeeds {
  env: Env;
  database: Database;
  log: Log;
  isDemo: boolean;
  connections: ConnectionLimits;
}

/** The example website: on the second origin where one is set, else beside a demonstration. */
async function startPreview(
  { env, database, log, isDemo, connections }: PreviewNeeds,
  reservo: () => string,
) {
  const listEvents = () => listEventsForPreview(database.db, log);
  const preview = createPreviewSite({ reservo, listEvents });
  const site = isDemo && !env.PREVIEW_ORIGIN ? await listenBeside(env, preview, connections) : undefined;
  return { preview, site, previewOrigin: env.PREVIEW_ORIGIN ?? site?.origin };
}

type Folders = ReturnType<typeof foldersOf>;
type OnNotice = ReturnType<typeof logNotices>;

/** The embedded server, or the one of DATABASE_URL, with this version's schema. */
async function startDatabase(
  env: Env,
  folders: Folders,
  observed: { observe: PoolObserver; onNotice: OnNotice },
) {
  const embedded =
    env.DATABASE_URL === undefined
      ? await startEmbeddedPostgres({ dataDir: folders.data, note: (line) => console.log(line) })
      : undefined;
  const url = env.DATABASE_URL ?? embedded?.url ?? "";
  const database = openDatabase({ url, max: env.DB_POOL_MAX, prepare: env.DB_PREPARE, ...observed });
  await waitForDatabase(database);
  const { onNotice } = observed;
  await migrate(env.DATABASE_DIRECT_URL ?? url, { folder: folders.migrations, onNotice });
  return { database, embedded };
}

const DATABASE_WAIT = 30_000;

async function waitForDatabase(database: Database): Promise<void> {
  const started = elapsed();
  for (;;) {
    try {
      return await database.ping();
    } catch (error) {
      if (elapsed() - started > DATABASE_WAIT) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(
          `The database has not answered for ${DATABASE_WAIT / 1_000} seconds (${reason}). Check DATABASE_URL.`,
        );
      }
      await pause(500);
    }
  }
}

interface AppNeeds {
  services: Services;
  database: Database;
  log: Log;
  metrics: Metrics;
  mode: StartOptions["mode"];
  folders: Folders;
  drain: Drain;
  streams: HostStreams;
  loadBuild: StartOptions["loadBuild"];
}

/** The host around the pages. In development the build is asked for each time, since it changes as files do. */
function createApp(needs: AppNeeds) {
  const { services, database, log, metrics, mode, folders, drain, loadBuild, streams } = needs;
  const { env } = services;
  const production = mode === "production";
  const built = production ? loadBuild().then((build) => createRequestHandler(build, mode)) : undefined;
  const options = {
    ...{ log, metrics, mode, api: api.over({ services, observe: observeApi(metrics) }) },
    publicOrigin: env.PUBLIC_ORIGIN,
    trustedProxies: env.TRUSTED_PROXIES,
    previewOrigin: services.previewOrigin,
    frameSites: (path) => findFramingSites(database.db, path, services.previewOrigin),
    metricsToken: env.METRICS_TOKEN,
    clientRoot: production ? folders.browserBuild : undefined,
    isReady: watchReadiness(database),
    isAway: () => isAway(database),
    draining: () => drain.draining,
    streams,
    pageCache: production ? cachedPages(services, log) : undefined,
    rateLimits: env.RATE_LIMITS ? services.rateLimits : undefined,
    routes: (app) => liveRoutes(app, services),
    // The forms of a booking answer an untrusted request themselves: whoever typed something must not lose it.
    untrustedAllowed: (path) => /^\/(e|embed)\/[^/]+(\/book)?$/.test(path),
    async pages(request, context) {
      const handle = built ? await built : createRequestHandler(await loadBuild(), mode);
      return handle(request, { ...context, ...services });
    },
  } satisfies HostAppOptions;
  return { fetch: createHostApp(options).fetch, lane: createApiLane(options) };
}

const UNREADY_AFTER = 10_000;

/** Ready as long as the database has answered this instance within the last 10 s. */
function watchReadiness(database: Database) {
  let answeredAt = elapsed();
  return async () => {
    try {
      await database.ping();
      answeredAt = elapsed();
    } catch {
      if (elapsed() - answeredAt > UNREADY_AFTER) return { ready: false as const, error: "database" };
    }
    return { ready: true as const };
  };
}

interface Greeting {
  /** Where the example website is. */
  site: string | undefined;
  database: Database;
  origin: string;
  env: Env;
  log: Log;
}

const ANSWERS_WITHIN = 1_000;

/** Whether the database does not answer at this moment. */
function isAway(database: Database): Promise<boolean> {
  const asked = database.ping().then(
    () => false,
    () => true,
  );
  return Promise.race([asked, pause(ANSWERS_WITHIN).then(() => true)]);
}

/** Says where it runs and, as long as nobody owns it, how to become its owner. */
async function greet({ database, origin, env, log, site }: Greeting): Promise<void> {
  if (env.DATABASE_URL && !env.PUBLIC_ORIGIN) {
    log.warn({}, "PUBLIC_ORIGIN is not set: requests are judged by the host that they name");
  }
  console.log(`\nReservo is running at ${origin}`);
  if (site) console.log(`An example website with its forms: ${site}`);
  if (await hasOwner(database.db)) {
    console.log(`Sign in: ${paths.absolute(origin, paths.signIn())}\n`);
    return;
  }
  const token = await renewSetUpToken(database.db);
  console.log(`Set up: ${paths.absolute(origin, paths.setUp(token))}`);
  console.log("Open this link once to become the owner.\n");
}
