import { z } from "@hono/zod-openapi";
import { readAtLeast } from "#app/availability/at-least.server.ts";
import {
  availabilityStats,
  forgetAvailability,
  getAvailability,
  knownAvailability,
} from "#app/availability/cache.server.ts";
import { follow, type LiveState } from "#app/availability/live-channel.server.ts";
import { type Reading, topicOf } from "#app/availability/view.ts";
import type { Event } from "#app/events/event.ts";
import { knownVisibility, showsNumbers, visibilitiesOf } from "#app/events/visible-resources.server.ts";
import type { Asked } from "#app/platform/http/exchange.ts";
import { corsHeaders } from "./cors.server.ts";
import { ApiError } from "./errors.ts";
import * as fields from "./fields.ts";
import { type Answer, type Call, noContent, ok, type Route, route } from "./route.ts";

const Hideable = fields.Count.nullable().openapi({
  description: "Null without a key while the organiser of its event does not show numbers.",
});

const View = z
  .object({
    resourceId: fields.ResourceId,
    type: z.string(),
    state: z.enum(["OPEN", "CLOSED", "CANCELLED"]),
    capacity: Hideable,
    currentBookings: Hideable.openapi({ description: "Confirmed and held. Null as the capacity is." }),
    remainingCapacity: Hideable,
    isAvailable: z.boolean().openapi({ description: "It is open and something remains." }),
    version: fields.Sequence.openapi({ description: "The sequence at which this was so." }),
    cachedAt: fields.Milliseconds.openapi({ description: "When this server learned of it." }),
    isCached: z.boolean().openapi({ description: "False when it was read for this answer." }),
    stale: z.literal(true).optional().openapi({
      description: "Present when it is older than it may be, because the database does not answer.",
    }),
  })
  .openapi("Availability");

/** Returns a view as it is answered, with its numbers or without them. */
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
/** Each answer is to be asked about again, and belongs to the organisation of the key that it was asked with. */
const CACHING = {
  "Cache-Control": "public, max-age=0, must-revalidate",
  Vary: "X-API-Key, Authorization",
};
const CACHING_DOC = {
  ETag: "The version, in quotes.",
  "Cache-Control": "To be asked about again each time.",
};
const PUBLIC = { open: true } as const;

/** Which of the resources a caller sees, and when their numbers; a key sees all of its organisation's. */
type Visibilities = Map<string, NumbersShown>;

/** Without a key only what belongs to no event, or to a published one that is not private, is there, with the numbers that its page shows. */
async function visibilitiesFor(
  { ctx, caller }: Pick<Call, "ctx" | "caller">,
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
      summary: path.startsWith("/resources") ? "Get its availability (the same call)" : "Get availability",
      description:
        "From this server's cache, for reading: a booking is decided on the resource itself. With `minSequence` it is never older than the sequence that you have seen.",
      access: PUBLIC,
      params: OfResource,
      query: z.object({
        minSequence: fields.wholeInQuery(0, Number.MAX_SAFE_INTEGER).optional(),
      }),
      answers: {
        200: { description: "The view.", schema: View, headers: CACHING_DOC },
        304: { description: "It is the version that `If-None-Match` names." },
      },
      errors: ["RESOURCE_NOT_FOUND", "STALE_READ"],
    },
    (call) => {
      const { ctx, caller, params, query, asked } = call;
      const visibility = caller.kind === "key" ? "always" : knownVisibility(ctx, params.id);
      const known = visibility ? knownAvailability(ctx, params.id) : undefined;
      const isNewEnough = known && known.version >= (query.minSequence ?? 0);
      return visibility && isNewEnough ? answerWith(known, visibility, asked) : readFor(call);
    },
  ),
);

type OneCall = Call<{ id: string }, { minSequence?: number | undefined }>;

async function readFor(call: OneCall): Promise<Answer> {
  const { ctx, params, query, asked } = call;
  const visibility = (await visibilitiesFor(call, [params.id])).get(params.id);
  if (!visibility) throw new ApiError("RESOURCE_NOT_FOUND");
  const read = await readAtLeast(ctx, params.id, {
    minSequence: query.minSequence,
    reader: call.caller.kind,
  });
  if (!read.ok) throw new ApiError(read.refusal, read.refusal === "STALE_READ" ? SOON : {});
  return answerWith(read.view, visibility, asked);
}

/** The responses to a view, with its numbers and without them. A cached view has one of each, so its text is made once. */
const written = { counted: new WeakMap<Reading, Written>(), uncounted: new WeakMap<Reading, Written>() };

interface Written {
  text: string;
  headers: { ETag: string };
}

function answerWith(reading: Reading, visibility: NumbersShown, { headers: asked }: Asked): Answer {
  const isCounted = showsNumbers(visibility, reading);
  const texts = written[isCounted ? "counted" : "uncounted"];
  let known = texts.get(reading);
  if (!known) {
    const headers = { ETag: `"${reading.version}${isCounted ? "" : "-uncounted"}"`, ...CACHING };
    known = { text: JSON.stringify(shapeOf(reading, isCounted)), headers };
    texts.set(reading, known);
  }
  const { text, headers } = known;
  if (names(asked.get("If-None-Match"), headers.ETag)) return { status: 304, headers };
  return { status: 200, headers, text };
}

const SOON = { headers: { "Retry-After": "1" } };

function names(ifNoneMatch: string | null, tag: string): boolean {
  return ifNoneMatch?.split(",").some((each) => each.trim().replace(/^W\//, "") === tag) ?? false;
}

const MOST_IDS = 100;

const many = route(
  {
    method: "get",
    path: "/availability",
    tag: "Availability",
    summary: "Get the availability of several resources",
    description: "In the order in which they are asked for; unknown ids are left out.",
    access: PUBLIC,
    query: z.object({
      ids: z
        .string()
        .transform((text) => [...new Set(text.split(","))])
        .pipe(z.array(fields.ResourceId).max(MOST_IDS, `must be at most ${MOST_IDS} ids`))
        .openapi({
          type: "string",
          description: "1 to 100 ids, with commas between.",
          example: "room-1,room-2",
        }),
    }),
    answers: {
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
    summary: "Follow availability",
    description:
      "Server-sent events: the present view at once, then each change, at most one each 250 ms. The `id` of an event is the version; who comes back with `Last-Event-ID` gets the present view at once if it is newer.",
    access: PUBLIC,
    params: OfResource,
    answers: {
      200: {
        description: "Events whose data is the view, until either side ends it.",
        contentType: "text/event-stream",
        schema: z.string(),
      },
    },
    errors: ["RESOURCE_NOT_FOUND", "OVERLOADED"],
  },
  async (call) => {
    const { ctx, caller, params, asked, host, services } = call;
    const [id] = (await visibilitiesFor(call, [params.id])).keys();
    const lastSeen = lastSeenOf(asked.headers.get("Last-Event-ID"));
    // Who has seen more on another server gets nothing older here, unless the database itself says so.
    if (id !== undefined && lastSeen !== undefined)
      await readAtLeast(ctx, id, { minSequence: lastSeen, reader: caller.kind });
    const live = id === undefined ? undefined : await follow(ctx.db, sourceOf(call, id));
    if (!live) throw new ApiError("RESOURCE_NOT_FOUND");
    // The stream is written past the frame, so it brings what the frame would have added.
    const cors = await corsHeaders(asked.headers, stream, { ctx, caller }, services);
    return host.openStream((send) => live.join(send, lastSeen), cors);
  },
);

function sourceOf(call: Pick<Call, "ctx" | "caller">, id: string) {
  const { ctx, caller } = call;
  const topic = topicOf(ctx.organizationId, id);
  return {
    // Who has a key sees more than who has none.
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

/** What is no version of ours is as good as nothing. */
function lastSeenOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

const forgetOne = route(
  {
    method: "delete",
    path: "/availability/cache/{id}",
    tag: "Availability",
    summary: "Forget one resource's availability",
    description: "On all servers: whoever asks next gets it from the database.",
    access: { scope: "manage" },
    params: OfResource,
    answers: { 204: { description: "Forgotten." } },
  },
  async ({ ctx, params }) => {
    forgetAvailability(ctx, params.id);
    return noContent();
  },
);

const forgetAll = route(
  {
    method: "delete",
    path: "/availability/cache",
    tag: "Availability",
    summary: "Forget the availability of all resources of the organisation",
    description: "On all servers: whoever asks next gets it from the database.",
    access: { scope: "manage" },
    answers: { 204: { description: "Forgotten." } },
  },
  async ({ ctx }) => {
    forgetAvailability(ctx);
    return noContent();
  },
);

const stats = route(
  {
    method: "get",
    path: "/availability/cache/stats",
    tag: "Availability",
    summary: "Get the cache's statistics",
    description: "Of the server that answers, all organisations together, since it started.",
    access: { scope: "read" },
    answers: {
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

export const availabilityRoutes: Route[] = [...one, many, stream, forgetOne, forgetAll, stats];
