import { z } from "@hono/zod-openapi";
import {
  findMaintenance,
  getMaintenance,
  type MaintenanceSwitch,
  setMaintenance,
} from "#app/organizations/settings.server.ts";
import * as fields from "./fields.ts";
import { ok, route } from "./route.ts";

const Message = z.string().nullable().openapi({ description: "What people are told; null when it is off." });

const Maintenance = z
  .object({
    enabled: z.boolean(),
    message: Message,
    updatedAt: z.iso.datetime().nullable().openapi({ description: "Null while nobody has ever set it." }),
  })
  .openapi("Maintenance");

const status = route(
  {
    method: "get",
    path: "/settings/status",
    tag: "Settings",
    summary: "Ask whether bookings are taken",
    access: { open: true },
    answers: {
      200: {
        description: "The state.",
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
      "The organisation's own switch. The operator may have another: `/settings/status` knows both.",
    access: { scope: "manage" },
    answers: { 200: { description: "The switch.", schema: Maintenance } },
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
      "While it is on, new bookings are refused on every instance; confirming and cancelling go on. It answers when nothing that began before is still under way: from then on nothing is accepted.",
    access: { scope: "manage" },
    body: z
      .object({ enabled: z.boolean(), message: fields.plainText(500).nullish() })
      .openapi("MaintenanceChange"),
    answers: { 200: { description: "The switch as it is now.", schema: Maintenance } },
  },
  async ({ ctx, body: { enabled, message = null } }) =>
    ok(shapeOf(await setMaintenance(ctx.db, ctx.organizationId, { enabled, message }))),
);

export const settingsRoutes = [status, get, put];

function shapeOf({ enabled, message, updatedAt }: MaintenanceSwitch): z.input<typeof Maintenance> {
  return { enabled, message, updatedAt: updatedAt?.toISOString() ?? null };
}
