import { listEventsForPreview } from "#app/embed/preview/preview-events.server.ts";
import { createPreviewSite } from "#app/embed/preview/preview-site.ts";
import type { ConnectionLimits } from "#app/host/connections/connection-limits.ts";
import { listenOnNextPort } from "#app/host/http/second-origin.ts";
import type { Env } from "#app/platform/env.ts";
import type { Log } from "#app/platform/log.ts";
import type { Signer } from "#app/platform/signer.ts";
import type { Database } from "#db/client.ts";

interface ExampleSiteOptions {
  env: Env;
  database: Database;
  log: Log;
  signer: Signer;
  isDemo: boolean;
  connections: ConnectionLimits;
}

/** Starts the example website: on the second origin if one is configured, else on a separate port in demo mode. */
export async function startExampleSite(
  { env, database, log, signer, isDemo, connections }: ExampleSiteOptions,
  reservo: () => string,
) {
  const listEvents = () => listEventsForPreview({ db: database.db, log, signer });
  const preview = createPreviewSite({ reservo, listEvents });
  const site = isDemo && !env.PREVIEW_ORIGIN ? await listenOnNextPort(env, preview, connections) : undefined;
  return { preview, site, previewOrigin: env.PREVIEW_ORIGIN ?? site?.origin };
}
