import { z } from "@hono/zod-openapi";
import { type Client, gatherRecentClients, listClients } from "#app/analytics/list-clients.server.ts";
import { readEmail } from "#app/platform/text/email.ts";
import * as fields from "./fields.ts";
import { ok, route } from "./route.ts";

const ACTIVE_MS = 7 * 24 * 60 * 60 * 1_000;

const ClientShape = z
  .object({
    id: fields.ClientId,
    email: z.string().nullable().openapi({ description: "The id, if it is an email address." }),
    totalReservations: fields.Count,
    activeReservations: fields.Count.openapi({ description: "Confirmed or held." }),
    cancelledReservations: fields.Count.openapi({ description: "Cancelled or expired." }),
    totalQuantity: fields.Count,
    lastActivity: fields.Milliseconds,
    status: z.enum(["active", "inactive"]).openapi({ description: "Active within the last 7 days." }),
  })
  .openapi("Client");

const list = route(
  {
    method: "get",
    path: "/clients",
    tag: "Clients",
    summary: "List clients",
    description: "Everyone who has booked, most recently active first. Rejected reservations do not count.",
    access: { scope: "read" },
    query: z.object(fields.PageQuery),
    responses: {
      200: {
        description: "A page of clients.",
        schema: z.object({ data: z.array(ClientShape), total: fields.Count, pagination: fields.Pagination }),
      },
    },
  },
  async ({ ctx, query }) => {
    await gatherRecentClients(ctx);
    const { rows, more, total } = await listClients(ctx, query);
    const { limit, offset } = query;
    // A counter is updated with each new client, so the total is always exact.
    const pagination = { limit, offset, total, hasMore: more };
    return ok({ data: rows.map((client) => shapeOf(client, ctx.now)), total, pagination });
  },
);

export const clientRoutes = [list];

function shapeOf(client: Client, now: Date): z.input<typeof ClientShape> {
  const { id, taken, takenQuantity, freed, lastAt } = client;
  return {
    id,
    email: readEmail(id).ok ? id : null,
    totalReservations: taken,
    activeReservations: taken - freed,
    cancelledReservations: freed,
    totalQuantity: takenQuantity,
    lastActivity: lastAt.getTime(),
    status: now.getTime() - lastAt.getTime() <= ACTIVE_MS ? "active" : "inactive",
  };
}
