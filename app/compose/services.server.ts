import { loader } from "virtual:browser-files";
import { createOutgoing } from "#app/host/http/outgoing.ts";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import { createMailTransport } from "#app/host/mail/mail.ts";
import { loadSessionSecret } from "#app/host/secret.ts";
import { createPasswords } from "#app/host/workers/passwords.ts";
import { createPictures } from "#app/host/workers/pictures.ts";
import type { Env } from "#app/platform/env.ts";
import type { Log } from "#app/platform/log.ts";
import { createSigner } from "#app/platform/signer.ts";
import type { Database } from "#db/client.ts";
import type { Folders } from "./database.server.ts";
import { publicApi } from "./public-api.server.ts";

interface ServiceOptions {
  root: string;
  env: Env;
  folders: Folders;
  database: Database;
  log: Log;
}

/** Creates the services of the host that do not depend on where it listens. */
export async function createServices({ root, env, folders, database, log }: ServiceOptions) {
  const dataDir = folders.data;
  return {
    env,
    db: database.db,
    reads: database.reads,
    signer: createSigner(env.SESSION_SECRET ?? (await loadSessionSecret(dataDir))),
    passwords: createPasswords({ root }),
    pictures: createPictures({ root }),
    mail: createMailTransport({ smtpUrl: env.SMTP_URL, from: env.MAIL_FROM, dataDir, log }),
    rateLimits: createRateLimits({ enabled: env.RATE_LIMITS }),
    outgoing: createOutgoing({ allowLoopback: env.WEBHOOK_ALLOW_LOOPBACK }),
    apiDocument: publicApi.document,
    embedLoader: loader,
  };
}
