import type { Event } from "#app/events/event.ts";
import type { AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { listEmbeds } from "../embeds.server.ts";
import { listInstalls } from "../installs.server.ts";
import type { EmbedAdminData } from "./embed-admin-data.ts";
import { draftOf } from "./embed-draft.ts";
import { findOrganizationSites } from "./organization-sites.server.ts";

type StoredData = Omit<EmbedAdminData, "mayEdit" | "origin" | "previewOrigin" | "files">;

/** Loads an event's embeds and the one to edit: the one with the id `asked`, a new one for "new", else the first. */
export async function readEmbedAdmin(
  ctx: Ctx,
  event: Event,
  asked: string | null,
  t: AdminServerTranslate,
): Promise<StoredData> {
  const [embeds, installs, organizationSites] = await Promise.all([
    listEmbeds(ctx, event.id),
    listInstalls(ctx, event.id),
    findOrganizationSites(ctx),
  ]);
  const current = asked === "new" ? undefined : (embeds.find((each) => each.id === asked) ?? embeds[0]);
  const number = embeds.length + 1;
  const name = number === 1 ? t("admin.embed.firstName") : t("admin.embed.nextName", { number });
  return {
    embeds,
    installs,
    organizationSites,
    event: { id: event.id, slug: event.slug, title: event.title, isPublished: event.state === "published" },
    current: current?.id,
    draft: draftOf({ name, label: t("admin.embed.defaultLabel") }, current, event.embedSites),
  };
}
