import { z } from "@hono/zod-openapi";
import {
  changeMaintenance,
  findMaintenance,
  getMaintenance,
  type MaintenanceSwitch,
} from "#app/organizations/settings.server.ts";
import * as fields from "./fields.ts";
import { ok, route } from "./route.ts";

const Message = z
  .string()
  .nullable()
  .openapi({ description: "The message shown to visitors; null when maintenance mode is off." });

const Maintenance = z
  .object({
    enabled: z.boolean(),
    message: Message,
    updatedAt: z.iso.datetime().nullable().openapi({ description: "Null if it was never set." }),
  })
  .openapi("Maintenance");

const status = route(
  {
    method: "get",
    path: "/settings/status",
    tag: "Settings",
    summary: "Get the booking status",
    description: "Whether bookings are accepted at the moment.",
    access: { open: true },
    responses: {
      200: {
        description: "The status.",
        schema: z
          .object({
            operational: z.boolean(),
            maintenance: z.object({ enabled: z.boolean(), message: Message }),
          })
          .openapi("Status"),
      },
    },
  },
  async ({ ctx }) => {
    const found = await findMaintenance(ctx.db, ctx.organizationId);
    const enabled = found !== undefined;
    return ok({ operational: !enabled, maintenance: { enabled, message: found?.message ?? null } });
  },
);

const get = route(
  {
    method: "get",
    path: "/settings/maintenance",
    tag: "Settings",
    summary: "Get maintenance mode",
    description:
      "The organisation's own setting. The operator may also have paused bookings: `/settings/status` covers both.",
    access: { scope: "manage" },
    responses: { 200: { description: "The setting.", schema: Maintenance } },
  },
  async ({ ctx }) => ok(shapeOf(await getMaintenance(ctx.db, ctx.organizationId))),
);

const put = route(
  {
    method: "put",
    path: "/settings/maintenance",
    tag: "Settings",
    summary: "Set maintenance mode",
    description:
      "While it is enabled, every instance refuses new bookings; confirming and cancelling still work. The response is sent once all earlier bookings in flight have finished: from then on nothing is accepted.",
    access: { scope: "manage" },
    body: z
      .object({ enabled: z.boolean(), message: fields.plainText(500).nullish() })
      .openapi("MaintenanceChange"),
    responses: { 200: { description: "The updated setting.", schema: Maintenance } },
  },
  async ({ ctx, body: { enabled, message = null } }) => {
    await changeMaintenance(ctx, { enabled, message });
    return ok(shapeOf(await getMaintenance(ctx.db, ctx.organizationId)));
  },
);

export const settingsRoutes = [status, get, put];

function shapeOf({ enabled, message, updatedAt }: MaintenanceSwitch): z.input<typeof Maintenance> {
  return { enabled, message, updatedAt: updatedAt?.toISOString() ?? null };
}
