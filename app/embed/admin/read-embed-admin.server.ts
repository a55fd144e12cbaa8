import type { Event } from "#app/events/event.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { listEmbeds } from "../embeds.server.ts";
import { listInstalls } from "../installs.server.ts";
import type { EmbedAdminData } from "./embed-admin-data.ts";
import { draftOf } from "./embed-form.ts";
import { findOrganizationSites } from "./organization-sites.server.ts";

type StoredData = Omit<EmbedAdminData, "mayEdit" | "origin" | "previewOrigin" | "files">;

/** Reads an event's embeds with one of them to edit: the one that is `asked` for, a new one for "new", else the first. */
export async function readEmbedAdmin(ctx: Ctx, event: Event, asked: string | null): Promise<StoredData> {
  const [embeds, installs, organizationSites] = await Promise.all([
    listEmbeds(ctx, event.id),
    listInstalls(ctx, event.id),
    findOrganizationSites(ctx),
  ]);
  const current = asked === "new" ? undefined : (embeds.find((each) => each.id === asked) ?? embeds[0]);
  const name = current?.name ?? (embeds.length === 0 ? "My site" : `Site ${embeds.length + 1}`);
  return {
    embeds,
    installs,
    organizationSites,
    event: { id: event.id, slug: event.slug, title: event.title, isPublished: event.state === "published" },
    current: current?.id,
    draft: draftOf(name, current?.settings ?? { mode: "inline" }, event.embedSites),
  };
}
