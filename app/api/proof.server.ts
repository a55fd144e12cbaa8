import type { Context, Hono } from "hono";
import { getProof, listLedger } from "#app/booking/proof.server.ts";
import {
  findOrganizationBySlug,
  listOrganizations,
  type Organization,
} from "#app/organizations/organizations.server.ts";
import { isProofPublic } from "#app/organizations/settings.server.ts";
import { now } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { HostContext } from "#app/platform/request-context.ts";
import { equalInConstantTime } from "#app/platform/secrets.ts";
import type { Services } from "#app/platform/services.ts";

type ApiContext = Context<{ Variables: { host: HostContext } }>;

const PATH = "/api/v1/proof";
const RESOURCE_ID = /^[A-Za-z0-9._@+-]{1,100}$/;

/**
 * The proof that nothing was oversold, and the ledgers to replay it: for those who hold a key of the environment, and
 * for everyone where the organiser has made it public. `?organization=slug` names whose; else it is the first.
 */
export function proofRoutes<Env extends { Variables: { host: HostContext } }>(
  app: Hono<Env>,
  services: Services,
): void {
  app.get(PATH, (c) => answerProof(c as unknown as ApiContext, services));
  app.get(`${PATH}/:resourceId/ledger`, (c) => answerLedger(c as unknown as ApiContext, services));
}

async function answerProof(c: ApiContext, services: Services): Promise<Response> {
  const ctx = await ctxOf(c, services);
  if (ctx instanceof Response) return ctx;
  const resourceId = c.req.query("resourceId");
  if (resourceId !== undefined && !RESOURCE_ID.test(resourceId)) return no(c, 400, "INVALID_INPUT");
  const proof = await getProof(ctx, resourceId, c.req.query("after"));
  if (resourceId !== undefined && proof.resources.length === 0) return no(c, 404, "RESOURCE_NOT_FOUND");
  return c.json(proof);
}

async function answerLedger(c: ApiContext, services: Services): Promise<Response> {
  const ctx = await ctxOf(c, services);
  if (ctx instanceof Response) return ctx;
  const resourceId = c.req.param("resourceId") ?? "";
  const after = c.req.query("after") ?? "0";
  if (!RESOURCE_ID.test(resourceId) || !/^\d{1,15}$/.test(after)) return no(c, 400, "INVALID_INPUT");
  const page = await listLedger(ctx, resourceId, Number(after));
  if (page.rows.length === 0 && after === "0") return no(c, 404, "RESOURCE_NOT_FOUND");
  return c.json(page);
}

async function ctxOf(c: ApiContext, { db, env }: Services): Promise<Ctx | Response> {
  const slug = c.req.query("organization");
  const organization = slug ? await findOrganizationBySlug(db, slug) : (await listOrganizations(db, 1))[0];
  if (!organization) return no(c, 404, "NOT_FOUND");
  const first = slug ? (await listOrganizations(db, 1))[0] : organization;
  const key = keyOf(c);
  const known = key !== undefined && isKey(key, [env.API_KEY, env.ADMIN_API_KEY]);
  if (key !== undefined && !known) return no(c, 401, "INVALID_API_KEY");
  if (!(await mayRead(db, organization, known && first?.id === organization.id))) {
    return known ? no(c, 403, "FORBIDDEN") : no(c, 401, "MISSING_API_KEY");
  }
  const { log } = c.var.host;
  return { db, log, organizationId: organization.id, now: now(), actor: { kind: "system" } };
}

/** The keys of the environment are the first organisation's. */
async function mayRead(db: Services["db"], organization: Organization, byKey: boolean): Promise<boolean> {
  return byKey || (await isProofPublic(db, organization.id));
}

function keyOf(c: ApiContext): string | undefined {
  const bearer = /^Bearer (.{1,300})$/.exec(c.req.header("Authorization") ?? "")?.[1];
  return c.req.header("X-API-Key") ?? bearer;
}

function isKey(given: string, keys: (string | undefined)[]): boolean {
  return keys.some((key) => key !== undefined && equalInConstantTime(key, given));
}

const WORDS = {
  INVALID_INPUT: "The id or the sequence is malformed.",
  MISSING_API_KEY: "A key is needed, unless the organiser makes the proof public.",
  INVALID_API_KEY: "This key is not known.",
  FORBIDDEN: "This key belongs to another organisation.",
  NOT_FOUND: "There is no such organisation.",
  RESOURCE_NOT_FOUND: "There is no such resource.",
};

function no(c: ApiContext, status: 400 | 401 | 403 | 404, error: keyof typeof WORDS): Response {
  return c.json({ error, message: WORDS[error], requestId: c.var.host.requestId }, status);
}
