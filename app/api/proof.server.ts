import { z } from "@hono/zod-openapi";
import { getProof, listLedger } from "#app/booking/proof.server.ts";
import { isProofPublic } from "#app/organizations/settings.server.ts";
import { ApiError } from "./errors.ts";
import * as fields from "./fields.ts";
import { type ApiCall, ok, route } from "./route.ts";

const ResourceProof = z
  .object({
    resourceId: fields.ResourceId,
    capacity: fields.Count,
    booked: fields.Count,
    held: fields.Count,
    setAside: fields.Count,
    confirmed: fields.Count.openapi({ description: "The sum of the confirmed reservations: `booked`." }),
    pending: fields.Count.openapi({ description: "The sum of the pending reservations: `held`." }),
    sequence: fields.Sequence.openapi({ description: "The highest in its ledger." }),
    head: z.string().nullable().openapi({ description: "The hash of that row: the head of the chain." }),
    lowestMargin: fields.Count.openapi({ description: "The lowest remaining capacity ever reached." }),
    agrees: z.boolean().openapi({ description: "Whether all counts agree and nothing is oversold." }),
  })
  .openapi("ResourceProof");

const LedgerRow = z
  .object({
    resourceId: fields.ResourceId,
    sequence: fields.Sequence,
    kind: z.enum(["created", "taken", "confirmed", "freed", "capacity", "type", "rules", "opened", "closed"]),
    bookingId: z.string().nullable(),
    reservationId: z.string().nullable(),
    requestId: z.string(),
    bookedDelta: z.int(),
    heldDelta: z.int(),
    booked: fields.Count,
    held: fields.Count,
    setAside: fields.Count,
    capacity: fields.Count,
    at: fields.Milliseconds,
    hash: z.string().openapi({ description: "SHA-256 of the previous row's hash and this row." }),
  })
  .openapi("LedgerRow");

const prove = route(
  {
    method: "get",
    path: "/proof",
    tag: "Proof",
    summary: "Prove that nothing was oversold",
    description:
      "Per resource, from one snapshot: its counters, the sums of its reservations, and whether they agree. 100 resources per page, ordered by id. No key is needed if the organiser makes the proof public.",
    access: { scope: "read", keyless: true },
    query: z.object({ resourceId: fields.ResourceId.optional(), after: fields.ResourceId.optional() }),
    responses: {
      200: {
        description: "The proof.",
        schema: z.object({
          at: fields.Milliseconds,
          agrees: z.boolean(),
          resources: z.array(ResourceProof),
          next: z.string().optional().openapi({ description: "Pass it as `after` for the next page." }),
        }),
      },
    },
    errors: ["MISSING_API_KEY", "RESOURCE_NOT_FOUND"],
  },
  async (call) => {
    await mayRead(call);
    const { resourceId, after } = call.query;
    const proof = await getProof(call.ctx, resourceId, after);
    if (resourceId !== undefined && proof.resources.length === 0) throw new ApiError("RESOURCE_NOT_FOUND");
    return ok(proof);
  },
);

const replay = route(
  {
    method: "get",
    path: "/proof/{resourceId}/ledger",
    tag: "Proof",
    summary: "Read a resource's ledger",
    description:
      "Every change, oldest first, 500 per page: ids and numbers, enough to recompute every counter and hash.",
    access: { scope: "read", keyless: true },
    params: z.object({ resourceId: fields.ResourceId }),
    query: z.object({
      after: fields
        .wholeInQuery(0, Number.MAX_SAFE_INTEGER)
        .default(0)
        .openapi({ description: "Return rows after this sequence.", default: 0 }),
    }),
    responses: {
      200: {
        description: "A page of the ledger.",
        schema: z.object({
          rows: z.array(LedgerRow),
          next: fields.Sequence.optional().openapi({ description: "Pass it as `after` for the next page." }),
        }),
      },
    },
    errors: ["MISSING_API_KEY", "RESOURCE_NOT_FOUND"],
  },
  async (call) => {
    await mayRead(call);
    const { after } = call.query;
    const page = await listLedger(call.ctx, call.params.resourceId, after);
    if (page.rows.length === 0 && after === 0) throw new ApiError("RESOURCE_NOT_FOUND");
    return ok(page);
  },
);

export const proofRoutes = [prove, replay];

async function mayRead({ caller, ctx }: Pick<ApiCall, "caller" | "ctx">): Promise<void> {
  if (caller.kind === "key" || (await isProofPublic(ctx.db, ctx.organizationId))) return;
  throw new ApiError("MISSING_API_KEY", {
    message: "An API key is required unless the organiser makes the proof public.",
  });
}
