import { z } from "@hono/zod-openapi";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import type { Outgoing, UrlProblem } from "#app/platform/outgoing.ts";
import { listAttempts, resend, sendTest } from "#app/webhooks/deliveries.server.ts";
import {
  createEndpoint,
  currentSecret,
  deleteEndpoint,
  type Endpoint,
  findEndpoint,
  listEndpoints,
  rotateSecret,
  switchEndpoint,
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
const answers = { 200: { description: "The webhook.", schema: shapes.Webhook } };

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
  private: "must lead to the public internet",
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
    description: "The oldest first.",
    answers: { 200: { description: "All of them.", schema: z.object({ data: z.array(shapes.Webhook) }) } },
  },
  async ({ ctx }) => ok({ data: (await listEndpoints(ctx)).map(shapes.shapeOfWebhook) }),
);

const create = route(
  {
    ...common,
    method: "post",
    path: "/webhooks",
    summary: "Create a webhook",
    description: "It is told what happens from now on. Its signing secret is a call of its own.",
    body: shapes.NewWebhook,
    answers: { 201: { description: "The new webhook.", schema: shapes.Webhook } },
    errors: ["TOO_MANY_WEBHOOKS"],
  },
  async ({ ctx, body, services }) => {
    const made = await createEndpoint(ctx, { ...body, url: urlIn(services.outgoing, body.url) });
    if (!made.ok) throw new ApiError("TOO_MANY_WEBHOOKS");
    return created(shapes.shapeOfWebhook(made.endpoint));
  },
);

const getOne = route(
  { ...ofOne, method: "get", path: "/webhooks/{id}", summary: "Get a webhook", answers },
  async ({ ctx, params }) => ok(shapes.shapeOfWebhook(await get(ctx, params.id))),
);

const change = route(
  {
    ...ofOne,
    method: "patch",
    path: "/webhooks/{id}",
    summary: "Change a webhook",
    description: "What happens while it is `DISABLED` is not told later.",
    body: shapes.WebhookChange,
    answers,
  },
  async ({ ctx, params: { id }, body: { url, state, ...rest }, services }) => {
    await get(ctx, id);
    const changes = { ...rest, ...(url === undefined ? {} : { url: urlIn(services.outgoing, url) }) };
    await transact(ctx, async (tx) => {
      done(await updateEndpoint(tx, id, changes));
      if (state) await switchEndpoint(tx, id, state === "ACTIVE" ? "on" : "off");
    });
    return ok(shapes.shapeOfWebhook(await get(ctx, id)));
  },
);

const remove = route(
  {
    ...ofOne,
    method: "delete",
    path: "/webhooks/{id}",
    summary: "Delete a webhook",
    description: "With its attempts. What was not delivered yet is not delivered.",
    answers: { 204: { description: "It is gone." } },
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
    answers: { 200: { description: "The secret that signs now.", schema: shapes.Secret } },
  },
  async ({ ctx, params }) => {
    const endpoint = await get(ctx, params.id);
    const previousUntil = endpoint.previousSecretUntil?.toISOString();
    return ok({ secret: currentSecret(ctx, endpoint), previousUntil });
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
    answers,
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
    description: "What was tried within the last 30 days, the newest first.",
    query: shapes.AttemptsQuery,
    answers: { 200: { description: "A page of attempts.", schema: shapes.Attempts } },
  },
  async ({ ctx, params, query }) => {
    const { id } = await get(ctx, params.id);
    const page = await listAttempts(ctx, id, query);
    const pagination = { limit: query.limit, next: page.next ?? null };
    return ok({ data: page.attempts.map(shapes.shapeOfAttempt), pagination });
  },
);

const queued = { 202: { description: "It is sent within a second.", schema: shapes.Queued } };

const test = route(
  {
    ...ofOne,
    method: "post",
    path: "/webhooks/{id}/test",
    summary: "Send a test",
    description: "A `webhook.test` with an invented booking, once, whether or not the webhook is active.",
    answers: queued,
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
    summary: "Send an event again",
    description: "Once, under its id; what still waits for its next try is tried now.",
    body: shapes.Resend,
    answers: queued,
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
