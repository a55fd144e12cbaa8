import { z } from "@hono/zod-openapi";
import { readAtLeast } from "#app/availability/at-least.server.ts";
import {
  availabilityStats,
  getAvailability,
  invalidateAvailability,
  knownAvailability,
} from "#app/availability/cache.server.ts";
import { follow, type LiveState } from "#app/availability/live-channel.server.ts";
import { type Reading, topicOf } from "#app/availability/view.ts";
import type { Event } from "#app/events/event.ts";
import { knownVisibility, showsNumbers, visibilitiesOf } from "#app/events/visible-resources.server.ts";
import type { RequestParts } from "#app/platform/http/exchange.ts";
import { corsHeaders } from "./cors.server.ts";
import { ApiError } from "./errors.ts";
import * as fields from "./fields.ts";
import { type ApiCall, type ApiResponse, noContent, ok, type Route, route } from "./route.ts";

const Hideable = fields.Count.nullable().openapi({
  description: "Null without a key if the event's organiser hides the numbers.",
});

const View = z
  .object({
    resourceId: fields.ResourceId,
    type: z.string(),
    state: z.enum(["OPEN", "CLOSED", "CANCELLED"]),
    capacity: Hideable,
    currentBookings: Hideable.openapi({ description: "Confirmed and held. Null whenever `capacity` is." }),
    remainingCapacity: Hideable,
    isAvailable: z.boolean().openapi({ description: "Whether the resource is open and has capacity left." }),
    version: fields.Sequence.openapi({ description: "The resource's sequence that this view reflects." }),
    cachedAt: fields.Milliseconds.openapi({
      description: "When this server read it, in milliseconds since 1970.",
    }),
    isCached: z
      .boolean()
      .openapi({ description: "False if it was read from the database for this response." }),
    stale: z.literal(true).optional().openapi({
      description: "Present if the view is older than the cache's TTL because the database does not respond.",
    }),
  })
  .openapi("Availability");

/** Returns the view as the response has it, with or without its numbers. */
function shapeOf(reading: Reading, isCounted: boolean): z.input<typeof View> {
  const { resourceId, type, state, capacity, booked, held, remaining, version } = reading;
  const { cachedAt, isCached, stale } = reading;
  return {
    resourceId,
    type,
    state,
    capacity: isCounted ? capacity : null,
    currentBookings: isCounted ? booked + held : null,
    remainingCapacity: isCounted ? remaining : null,
    isAvailable: state === "OPEN" && remaining > 0,
    version,
    cachedAt,
    isCached,
    ...(stale ? { stale } : {}),
  };
}

type NumbersShown = Event["numbersShown"];

const OfResource = z.object({ id: fields.ResourceId });
/** Caches must revalidate each time, and separately for each key, since a key selects the organisation. */
const CACHING = {
  "Cache-Control": "public, max-age=0, must-revalidate",
  Vary: "X-API-Key, Authorization",
};
const CACHING_DOC = {
  ETag: "The version, in quotes.",
  "Cache-Control": "Revalidate before each use.",
};
const PUBLIC = { open: true } as const;

/** The resources visible to a caller, with when to show their numbers. A key sees all resources of its organisation. */
type Visibilities = Map<string, NumbersShown>;

/**
 * Returns which of the resources the caller sees. Without a key these are resources of no event and of published events
 * that are not private, with the numbers that the event's page shows.
 */
async function visibilitiesFor(
  { ctx, caller }: Pick<ApiCall, "ctx" | "caller">,
  ids: string[],
): Promise<Visibilities> {
  if (caller.kind === "key") return new Map(ids.map((id) => [id, "always"]));
  return visibilitiesOf(ctx, ids);
}

const one = ["/availability/{id}", "/resources/{id}/availability"].map((path) =>
  route(
    {
      method: "get",
      path,
      tag: path.startsWith("/resources") ? "Resources" : "Availability",
      summary: path.startsWith("/resources") ? "Get availability of a resource (alias)" : "Get availability",
      description:
        "Read from this server's cache, for display: bookings are decided on the resource itself. With `minSequence` the view is never older than that sequence.",
      access: PUBLIC,
      params: OfResource,
      query: z.object({
        minSequence: fields
          .wholeInQuery(0, Number.MAX_SAFE_INTEGER)
          .optional()
          .openapi({ description: "The lowest sequence that the view may have." }),
      }),
      responses: {
        200: { description: "The view.", schema: View, headers: CACHING_DOC },
        304: { description: "The view still has the version in `If-None-Match`." },
      },
      errors: ["RESOURCE_NOT_FOUND", "STALE_READ"],
    },
    (call) => {
      const { ctx, caller, params, query, request } = call;
      const visibility = caller.kind === "key" ? "always" : knownVisibility(ctx, params.id);
      const known = visibility ? knownAvailability(ctx, params.id) : undefined;
      const isNewEnough = known && known.version >= (query.minSequence ?? 0);
      return visibility && isNewEnough ? answerWith(known, visibility, request) : readFor(call);
    },
  ),
);

type OneCall = ApiCall<{ id: string }, { minSequence?: number | undefined }>;

async function readFor(call: OneCall): Promise<ApiResponse> {
  const { ctx, params, query, request } = call;
  const visibility = (await visibilitiesFor(call, [params.id])).get(params.id);
  if (!visibility) throw new ApiError("RESOURCE_NOT_FOUND");
  const read = await readAtLeast(ctx, params.id, {
    minSequence: query.minSequence,
    reader: call.caller.kind,
  });
  if (!read.ok) throw new ApiError(read.refusal, read.refusal === "STALE_READ" ? RETRY_AFTER_ONE_SECOND : {});
  return answerWith(read.view, visibility, request);
}

/** Serialised views, with and without their numbers, so that each cached view is serialised at most once per variant. */
const written = { counted: new WeakMap<Reading, Written>(), uncounted: new WeakMap<Reading, Written>() };

interface Written {
  text: string;
  headers: { ETag: string };
}

function answerWith(
  reading: Reading,
  visibility: NumbersShown,
  { headers: requestHeaders }: RequestParts,
): ApiResponse {
  const isCounted = showsNumbers(visibility, reading);
  const texts = written[isCounted ? "counted" : "uncounted"];
  let known = texts.get(reading);
  if (!known) {
    const headers = { ETag: `"${reading.version}${isCounted ? "" : "-uncounted"}"`, ...CACHING };
    known = { text: JSON.stringify(shapeOf(reading, isCounted)), headers };
    texts.set(reading, known);
  }
  const { text, headers } = known;
  if (names(requestHeaders.get("If-None-Match"), headers.ETag)) return { status: 304, headers };
  return { status: 200, headers, text };
}

const RETRY_AFTER_ONE_SECOND = { headers: { "Retry-After": "1" } };

function names(ifNoneMatch: string | null, tag: string): boolean {
  return ifNoneMatch?.split(",").some((each) => each.trim().replace(/^W\//, "") === tag) ?? false;
}

const MAX_IDS = 100;

const many = route(
  {
    method: "get",
    path: "/availability",
    tag: "Availability",
    summary: "Get the availability of several resources",
    description: "In the order of the requested ids. Unknown ids are omitted.",
    access: PUBLIC,
    query: z.object({
      ids: z
        .string()
        .transform((text) => [...new Set(text.split(","))])
        .pipe(z.array(fields.ResourceId).max(MAX_IDS, `must be at most ${MAX_IDS} ids`))
        .openapi({
          type: "string",
          description: "1 to 100 ids, separated by commas.",
          example: "room-1,room-2",
        }),
    }),
    responses: {
      200: {
        description: "The views.",
        schema: z.object({ resources: z.array(View), count: fields.Count }),
        headers: { "Cache-Control": CACHING_DOC["Cache-Control"] },
      },
    },
  },
  async (call) => {
    const visibilities = await visibilitiesFor(call, call.query.ids);
    const views = await getAvailability(call.ctx, [...visibilities.keys()]);
    const resources = Array.from(visibilities).flatMap(([id, visibility]) => {
      const view = views.get(id);
      return view ? [shapeOf(view, showsNumbers(visibility, view))] : [];
    });
    return ok({ resources, count: resources.length }, { headers: CACHING });
  },
);

const stream: Route = route(
  {
    method: "get",
    path: "/availability/{id}/stream",
    tag: "Availability",
    summary: "Stream availability",
    description:
      "Server-sent events: the current view first, then every change, at most one event per 250 ms. The `id` of an event is the version. On a reconnect with `Last-Event-ID`, the current view is sent at once if it is newer.",
    access: PUBLIC,
    params: OfResource,
    responses: {
      200: {
        description: "Events whose data is the view, until either side closes the stream.",
        contentType: "text/event-stream",
        schema: z.string(),
      },
    },
    errors: ["RESOURCE_NOT_FOUND", "OVERLOADED"],
  },
  async (call) => {
    const { ctx, caller, params, request, host, services } = call;
    const [id] = (await visibilitiesFor(call, [params.id])).keys();
    const lastSeen = lastSeenOf(request.headers.get("Last-Event-ID"));
    // A client that saw a newer version on another server must not see an older one here, unless the database has it.
    if (id !== undefined && lastSeen !== undefined)
      await readAtLeast(ctx, id, { minSequence: lastSeen, reader: caller.kind });
    const live = id === undefined ? undefined : await follow(ctx.db, sourceOf(call, id));
    if (!live) throw new ApiError("RESOURCE_NOT_FOUND");
    // The stream bypasses the pipeline, so the CORS headers are added here.
    const cors = await corsHeaders(request.headers, stream, { ctx, caller }, services);
    return host.openStream((send) => live.join(send, lastSeen), cors);
  },
);

function sourceOf(call: Pick<ApiCall, "ctx" | "caller">, id: string) {
  const { ctx, caller } = call;
  const topic = topicOf(ctx.organizationId, id);
  return {
    // Callers with a key see more, so they do not share a channel with those without.
    key: `view of ${caller.kind} ${topic}`,
    topics: [topic],
    read: async (): Promise<LiveState | undefined> => {
      const view = (await getAvailability(ctx, [id])).get(id);
      const visibility = (await visibilitiesFor(call, [id])).get(id);
      if (!view || !visibility) return undefined;
      const { version } = view;
      const data = JSON.stringify(shapeOf(view, showsNumbers(visibility, view)));
      return { version, message: { id: String(version), data } };
    },
  };
}

/** Returns the version in a `Last-Event-ID` header; undefined if it is missing or malformed. */
function lastSeenOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

const invalidateOne = route(
  {
    method: "delete",
    path: "/availability/cache/{id}",
    tag: "Availability",
    summary: "Clear the cached availability of a resource",
    description: "On all servers. The next read comes from the database.",
    access: { scope: "manage" },
    params: OfResource,
    responses: { 204: { description: "Cleared." } },
  },
  async ({ ctx, params }) => {
    invalidateAvailability(ctx, params.id);
    return noContent();
  },
);

const invalidateAll = route(
  {
    method: "delete",
    path: "/availability/cache",
    tag: "Availability",
    summary: "Clear the organisation's availability cache",
    description: "On all servers. The next reads come from the database.",
    access: { scope: "manage" },
    responses: { 204: { description: "Cleared." } },
  },
  async ({ ctx }) => {
    invalidateAvailability(ctx);
    return noContent();
  },
);

const stats = route(
  {
    method: "get",
    path: "/availability/cache/stats",
    tag: "Availability",
    summary: "Get cache statistics",
    description: "Of the server that handles the request, for all organisations, since it started.",
    access: { scope: "read" },
    responses: {
      200: {
        description: "The statistics.",
        schema: z
          .object({
            cacheSize: fields.Count,
            maxCacheSize: fields.Count,
            ttlMs: fields.Count,
            utilizationPercent: z.number(),
            hits: fields.Count,
            misses: fields.Count,
            hitRate: z.number().min(0).max(1),
          })
          .openapi("CacheStatistics"),
      },
    },
  },
  async ({ ctx }) => ok(availabilityStats(ctx.db)),
);

export const availabilityRoutes: Route[] = [...one, many, stream, invalidateOne, invalidateAll, stats];
