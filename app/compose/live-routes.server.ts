import type { Context, Env, Hono } from "hono";
import { accessTokenIn } from "#app/events/access.server.ts";
import { followSeats } from "#app/events/live-seats.server.ts";
import type { HostContext } from "#app/platform/http/request-context.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { hashToken, toBase64Url } from "#app/platform/secrets.ts";
import type { Services } from "#app/platform/services.ts";
import type { HostAddress } from "./route-table.ts";

const SEATS_PATH = "/e/:slug/live";

/** Declarations of the paths below. */
export const LIVE_ADDRESSES: readonly HostAddress[] = [{ path: SEATS_PATH, surface: "public" }];

type Kept = { Variables: { host: HostContext } };

/**
 * Adds the route that keeps open event pages up to date: a stream of `seats` and `turn` events, or the same state once as JSON,
 * with an ETag, for clients that poll.
 */
export function liveRoutes<E extends Env & Kept>(app: Hono<E>, services: Services) {
  app.get(SEATS_PATH, (c) => answerLive(c as unknown as Context<Kept>, services));
}

const TEXTS = {
  NOT_FOUND: "No such event or session.\n",
  REMOVED: "This event was removed.\n",
} as const;

async function answerLive(c: Context<Kept>, { db, signer }: Services): Promise<Response> {
  const { log } = c.var.host;
  const slug = c.req.param("slug") ?? "";
  const access = [c.req.query("access"), accessTokenIn(c.req.raw, slug, c.var.host.secure)];
  const page = { session: c.req.query("session"), dates: c.req.query("dates"), access };
  const followed = await followSeats({ db, log, signer }, slug, page);
  if (!followed.ok) {
    const { refusal } = followed;
    return c.text(TEXTS[refusal], statusOf(refusal), { "Cache-Control": "no-store" });
  }
  const { live } = followed;
  if (c.req.header("Accept")?.includes("text/event-stream")) return c.var.host.openStream(live.join);
  const { data } = live.state.message;
  const headers = { ETag: tagOf(data), "Cache-Control": "private, no-cache", Vary: "Accept" };
  if (c.req.header("If-None-Match") === headers.ETag) return c.body(null, 304, headers);
  return c.body(data, 200, { ...headers, "Content-Type": "application/json" });
}

function tagOf(data: string): string {
  return `"${toBase64Url(hashToken(data)).slice(0, 22)}"`;
}
