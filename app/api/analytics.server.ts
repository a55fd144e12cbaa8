import { z } from "@hono/zod-openapi";
import { countRejections, getFigures, listFullest } from "#app/analytics/figures.server.ts";
import { gatherRecentClients } from "#app/analytics/list-clients.server.ts";
import * as fields from "./fields.ts";
import { ok, route } from "./route.ts";

const MAX_FULLEST_RESOURCES = 10;

const Percent = z.number().min(0).openapi({ description: "Percent.", example: 62.5 });

const Analytics = z
  .object({
    metrics: z.object({
      totalReservations: fields.Count.openapi({ description: "All reservations except rejected ones." }),
      confirmedReservations: fields.Count,
      cancelledReservations: fields.Count.openapi({ description: "Cancelled or expired." }),
      totalQuantity: fields.Count,
      uniqueClients: fields.Count,
      totalResources: fields.Count,
      utilizationRate: Percent.openapi({ description: "Percentage of total capacity currently in use." }),
    }),
    demand: z.object({
      rejectedReservations: fields.Count,
      rejectedQuantity: fields.Count,
      byReason: z.record(z.string(), fields.Count).openapi({ example: { RESOURCE_FULL: 12 } }),
    }),
    resourceUsage: z.array(
      z.object({
        name: fields.ResourceId,
        type: z.string(),
        capacity: fields.Count,
        currentBookings: fields.Count,
        usage: Percent,
        reservationCount: fields.Count.openapi({ description: "All reservations ever accepted for it." }),
      }),
    ),
  })
  .openapi("Analytics");

const get = route(
  {
    method: "get",
    path: "/analytics",
    tag: "Analytics",
    summary: "Get analytics",
    description:
      "Computed from counters that are updated with every booking, so the response time does not depend on the number of reservations. Includes the ten fullest resources.",
    access: { scope: "read" },
    responses: { 200: { description: "The figures.", schema: Analytics } },
  },
  async ({ ctx }) => {
    await gatherRecentClients(ctx);
    const [figures, byReason, fullest] = await Promise.all([
      getFigures(ctx),
      countRejections(ctx),
      listFullest(ctx, MAX_FULLEST_RESOURCES),
    ]);
    return ok({
      metrics: {
        totalReservations: figures.reservations,
        confirmedReservations: Math.max(0, figures.reservations - figures.freed - figures.pending),
        cancelledReservations: figures.freed,
        totalQuantity: figures.quantity,
        uniqueClients: figures.clients,
        totalResources: figures.resources,
        utilizationRate: percentOf(figures.taken, figures.capacity),
      },
      demand: {
        rejectedReservations: figures.rejected,
        rejectedQuantity: figures.rejectedQuantity,
        byReason,
      },
      resourceUsage: fullest.map(({ id, type, capacity, taken, reservations }) => ({
        name: id,
        type,
        capacity,
        currentBookings: taken,
        usage: percentOf(taken, capacity),
        reservationCount: reservations,
      })),
    });
  },
);

export const analyticsRoutes = [get];

/** Returns a percentage with one decimal place; 0 if there is no capacity. */
function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1_000) / 10;
}
