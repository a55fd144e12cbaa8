import { z } from "@hono/zod-openapi";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Outgoing, UrlProblem } from "#app/platform/outgoing.ts";
import { listAttempts, resend, sendTest } from "#app/webhooks/deliveries.server.ts";
import {
  createEndpoint,
  deleteEndpoint,
  type Endpoint,
  findEndpoint,
  listEndpoints,
  revealSecret,
  rotateSecret,
  updateEndpoint,
} from "#app/webhooks/endpoints.server.ts";
import { OVERLAP_HOURS } from "#app/webhooks/signature.ts";
import { ApiError, done } from "./errors.ts";
import { invalid } from "./request-parts.ts";
import { created, noContent, ok, route } from "./route.ts";
import * as shapes from "./webhook-shapes.ts";

const access = { scope: "manage" } as const;
const common = { tag: "Webhooks", access } as const;
const ofOne = { ...common, params: shapes.OfWebhook, errors: ["WEBHOOK_NOT_FOUND"] } as const;
const responses = { 200: { description: "The webhook.", schema: shapes.Webhook } };

async function get(ctx: Ctx, id: string): Promise<Endpoint> {
  const endpoint = await findEndpoint(ctx, id);
  if (!endpoint) throw new ApiError("WEBHOOK_NOT_FOUND");
  return endpoint;
}

const URL_WORDS: Record<UrlProblem, string> = {
  malformed: "must be a URL such as https://example.org/hooks",
  "not-https": "must begin with https://",
  credentials: "must not contain a user name or password",
  port: "must have the port 443, or one from 1024 on",
  private: "must point to a host on the public internet",
};

function urlIn(outgoing: Outgoing, text: string): string {
  const checked = outgoing.check(text);
  if (!checked.ok) throw invalid("url", URL_WORDS[checked.problem]);
  return checked.url.href;
}

const list = route(
  {
    ...common,
    method: "get",
    path: "/webhooks",
    summary: "List webhooks",
    description: "Oldest first.",
    responses: { 200: { description: "All webhooks.", schema: z.object({ data: z.array(shapes.Webhook) }) } },
  },
  async ({ ctx }) => ok({ data: (await listEndpoints(ctx)).map(shapes.shapeOfWebhook) }),
);

const create = route(
  {
    ...common,
    method: "post",
    path: "/webhooks",
    summary: "Create a webhook",
    description: "Receives events from now on. Fetch the signing secret separately.",
    body: shapes.NewWebhook,
    responses: { 201: { description: "The new webhook.", schema: shapes.Webhook } },
    errors: ["TOO_MANY_WEBHOOKS"],
  },
  async ({ ctx, body, services }) => {
    const made = await createEndpoint(ctx, { ...body, url: urlIn(services.outgoing, body.url) });
    if (!made.ok) throw new ApiError("TOO_MANY_WEBHOOKS");
    return created(shapes.shapeOfWebhook(made.endpoint));
  },
);

const getOne = route(
  { ...ofOne, method: "get", path: "/webhooks/{id}", summary: "Get a webhook", responses },
  async ({ ctx, params }) => ok(shapes.shapeOfWebhook(await get(ctx, params.id))),
);

const change = route(
  {
    ...ofOne,
    method: "patch",
    path: "/webhooks/{id}",
    summary: "Change a webhook",
    description: "Events that happen while it is `DISABLED` are not delivered later.",
    body: shapes.WebhookChange,
    responses,
  },
  async ({ ctx, params: { id }, body: { url, state, ...rest }, services }) => {
    await get(ctx, id);
    const changes = { ...rest, ...(url === undefined ? {} : { url: urlIn(services.outgoing, url) }) };
    const switched = state && { state: state === "ACTIVE" ? ("active" as const) : ("disabled" as const) };
    done(await updateEndpoint(ctx, id, { ...changes, ...switched }));
    return ok(shapes.shapeOfWebhook(await get(ctx, id)));
  },
);

const remove = route(
  {
    ...ofOne,
    method: "delete",
    path: "/webhooks/{id}",
    summary: "Delete a webhook",
    description: "Also deletes its attempts. Pending deliveries are dropped.",
    responses: { 204: { description: "Deleted." } },
  },
  async ({ ctx, params }) => {
    done(await deleteEndpoint(ctx, params.id));
    return noContent();
  },
);

const secret = route(
  {
    ...ofOne,
    method: "get",
    path: "/webhooks/{id}/secret",
    summary: "Get the signing secret",
    responses: { 200: { description: "The current secret.", schema: shapes.Secret } },
  },
  async ({ ctx, params }) => {
    const endpoint = await get(ctx, params.id);
    const previousUntil = endpoint.previousSecretUntil?.toISOString();
    const { secret: current } = await revealSecret(ctx, endpoint);
    return ok({ secret: current, previousUntil });
  },
);

const rotate = route(
  {
    ...ofOne,
    method: "post",
    path: "/webhooks/{id}/secret",
    summary: "Rotate the signing secret",
    description: `The previous secret stays valid for ${OVERLAP_HOURS} hours unless \`atOnce\` is set.`,
    body: z.object({ atOnce: z.boolean().optional() }).openapi("SecretRotation"),
    bodyMayBeLeftOut: true,
    responses,
  },
  async ({ ctx, params, body }) => {
    const rotated = await rotateSecret(ctx, params.id, { atOnce: body.atOnce ?? false });
    return ok(shapes.shapeOfWebhook(done(rotated).endpoint));
  },
);

const attempts = route(
  {
    ...ofOne,
    method: "get",
    path: "/webhooks/{id}/attempts",
    summary: "List attempts",
    description: "The delivery attempts of the last 30 days, newest first.",
    query: shapes.AttemptsQuery,
    responses: { 200: { description: "A page of attempts.", schema: shapes.Attempts } },
  },
  async ({ ctx, params, query }) => {
    const { id } = await get(ctx, params.id);
    const page = await listAttempts(ctx, id, query);
    const pagination = { limit: query.limit, next: page.next ?? null };
    return ok({ data: page.attempts.map(shapes.shapeOfAttempt), pagination });
  },
);

const queued = { 202: { description: "Queued; sent within a second.", schema: shapes.Queued } };

const test = route(
  {
    ...ofOne,
    method: "post",
    path: "/webhooks/{id}/test",
    summary: "Send a test event",
    description: "Sends a `webhook.test` with a sample booking once, even if the webhook is disabled.",
    responses: queued,
  },
  async ({ ctx, params, services }) => {
    const { id } = await get(ctx, params.id);
    const { eventId } = await sendTest(ctx, id);
    services.wakeRelay();
    return { status: 202, body: { eventId } };
  },
);

const again = route(
  {
    ...ofOne,
    method: "post",
    path: "/webhooks/{id}/resend",
    summary: "Resend an event",
    description: "Sends it once more, under the same id. If a retry is pending, it is sent now.",
    body: shapes.Resend,
    responses: queued,
    errors: ["WEBHOOK_NOT_FOUND", "DELIVERY_NOT_FOUND"],
  },
  async ({ ctx, params, body: { eventId }, services }) => {
    const { id } = await get(ctx, params.id);
    done(await resend(ctx, id, eventId));
    services.wakeRelay();
    return { status: 202, body: { eventId } };
  },
);

export const webhookRoutes = [list, create, getOne, change, remove, secret, rotate, attempts, test, again];
