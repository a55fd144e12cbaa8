import { fileURLToPath } from "node:url";
import type { AppLoadContext } from "@remix-run/node";
import { afterAll } from "vitest";
import { type Account, findAccount, rememberAccount } from "#app/admin/member.server.ts";
import { createApi } from "#app/api/api.server.ts";
import { createOutgoing } from "#app/host/http/outgoing.ts";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import { createMailTransport } from "#app/host/mail/mail.ts";
import { createPasswords } from "#app/host/workers/passwords.ts";
import { createPictures } from "#app/host/workers/pictures.ts";
import { envSchema } from "#app/platform/env.ts";
import { silentLog } from "#app/platform/log.ts";
import type { RateLimits } from "#app/platform/services.ts";
import type { Db } from "#db/client.ts";
import { testSigner } from "./ctx.ts";
import { temporaryFolder } from "./temporary-folder.ts";

interface HandlerArguments {
  request: Request;
  params: Record<string, string | undefined>;
  context: AppLoadContext;
}

/** The exports of a route module that handle requests. */
export interface RouteModule {
  // Each route declares narrower arguments of its own; a parameter of type never accepts all of them.
  loader?(args: never): unknown;
  action?(args: never): unknown;
}

export interface RouteRequest {
  params?: Record<string, string>;
  /** The Cookie header. */
  cookie?: string;
  /** A form to post; without it the request is a GET. */
  form?: Record<string, string>;
  /** A raw body to post, in place of a form. */
  sent?: SentBody;
  context?: Partial<AppLoadContext>;
  /** The account that is signed in without a cookie, with permissions that no role has. */
  account?: Account;
}

/** A posted body, with its media type if it has one. */
export interface SentBody {
  type?: string | undefined;
  body: string | Uint8Array<ArrayBuffer>;
}

/** A route's response, whether it was returned or thrown, as data or as a Response. */
export interface RouteResponse<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  /** The page's data; empty for a Response. */
  body: Body;
  location: string | undefined;
  /** The first pair of Set-Cookie, as a browser sends it back. */
  cookie: string | undefined;
  /** A Response that was returned or thrown. */
  response?: Response;
}

export const TEST_ORIGIN = "http://localhost:3000";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Returns the host's services for routes, all real: passwords are hashed, mail goes to a spool folder. They are closed after
 * the file's last test.
 */
export async function testContext(
  db: Db,
  options: { rateLimits?: boolean | RateLimits; reads?: Db | undefined } = {},
): Promise<AppLoadContext> {
  const { rateLimits = false } = options;
  const folder = await temporaryFolder("routes");
  const passwords = createPasswords({ root });
  const pictures = createPictures({ root });
  afterAll(async () => {
    await passwords.close();
    await pictures.close();
    await folder.remove();
  });
  return {
    db,
    reads: options.reads ?? db,
    passwords,
    pictures,
    log: silentLog,
    signer: testSigner,
    origin: TEST_ORIGIN,
    env: envSchema.parse({}),
    apiDocument: createApi("test").document,
    mail: createMailTransport({ from: "tests@reservo.example", dataDir: folder.path, log: silentLog }),
    rateLimits: typeof rateLimits === "object" ? rateLimits : createRateLimits({ enabled: rateLimits }),
    outgoing: createOutgoing({ allowLoopback: true }),
    embedLoader: { url: "/embed/v1.js", pinnedUrl: "/embed/v1.0.0.js", integrity: "sha384-x" },
    wakeRelay() {},
    requestId: "test",
    nonce: "test",
    clientAddress: "203.0.113.7",
    secure: false,
    trusted: true,
    openStream: () => new Response(null, { status: 503 }),
    robotsDisallow: [],
  };
}

/**
 * Sends a real Request to a route: to its action if the visit has a form or a body, else to its loader. A path below `/admin`
 * belongs to the organisation that `slug` names, else to the first one of the signed-in member.
 */
export async function requestRoute<Body = Record<string, unknown>>(
  context: AppLoadContext,
  route: RouteModule,
  path: string,
  { params = {}, cookie, form, sent, context: changes, account }: RouteRequest = {},
): Promise<RouteResponse<Body>> {
  const headers = new Headers(cookie ? { Cookie: cookie } : {});
  if (sent?.type !== undefined) headers.set("Content-Type", sent.type);
  // As bytes, since a string would get a default media type.
  const raw = sent && (typeof sent.body === "string" ? new TextEncoder().encode(sent.body) : sent.body);
  const body = raw ?? (form && new URLSearchParams(form));
  const visited = { ...context, ...changes };
  if (account) rememberAccount(visited, account);
  const slug = params.slug ?? (path.startsWith("/admin") ? await firstSlug(visited, headers) : undefined);
  const address = slug === undefined ? path : path.replace(/^\/admin(?!\/o\/)/, `/admin/o/${slug}`);
  const request = new Request(TEST_ORIGIN + address, { method: body ? "POST" : "GET", headers, body });
  const handler = (body ? route.action : route.loader) as ((args: HandlerArguments) => unknown) | undefined;
  if (!handler) return responseOf(new Response(null, { status: 405 }));
  try {
    return responseOf(
      await handler({ request, params: slug === undefined ? params : { ...params, slug }, context: visited }),
    );
  } catch (thrown) {
    if (thrown instanceof Response) return responseOf(thrown);
    throw thrown;
  }
}

/**
 * Returns the slug of the oldest organisation of the signed-in member; a separate context keeps the lookup out of the visit's.
 */
async function firstSlug(context: AppLoadContext, headers: Headers): Promise<string> {
  const account = await findAccount(new Request(TEST_ORIGIN, { headers }), { ...context });
  return account?.memberships[0]?.slug ?? "nobody";
}

interface DataWithInit {
  type: string;
  data: unknown;
  init: ResponseInit | null;
}

function responseOf<Body>(given: unknown): RouteResponse<Body> {
  if (given instanceof Response) {
    return { ...answer({} as Body, given.status, given.headers), response: given };
  }
  const wrapped = given as DataWithInit;
  if (wrapped?.type !== "DataWithResponseInit") return answer(given as Body, 200, new Headers());
  const { data, init } = wrapped;
  return answer(data as Body, init?.status ?? 200, new Headers(init?.headers));
}

function answer<Body>(body: Body, status: number, headers: Headers): RouteResponse<Body> {
  const location = headers.get("Location") ?? undefined;
  const cookie = headers.get("Set-Cookie")?.split(";")[0];
  return { status, headers, body, location, cookie };
}
