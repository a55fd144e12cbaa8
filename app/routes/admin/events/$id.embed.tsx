import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type FormVisit, memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownEvent } from "#app/admin/own.server.ts";
import { can } from "#app/auth/capabilities.ts";
import { EmbedAdmin } from "#app/embed/admin/embed-admin.tsx";
import { draftOf, embedConflict, NEW_VERSION, sitesOf, typedDraft } from "#app/embed/admin/embed-draft.ts";
import { readEmbedForm } from "#app/embed/admin/embed-form.ts";
import { readEmbedAdmin } from "#app/embed/admin/read-embed-admin.server.ts";
import { deleteEmbed, findEmbed, isEmbedId, MAX_EMBEDS, saveEmbed } from "#app/embed/embeds.server.ts";
import type { Event } from "#app/events/event.ts";
import { findEvent } from "#app/events/find-events.server.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { adminTitle } from "#app/ui/admin/admin-meta.ts";

export const loader = memberLoader(
  "seeEvents",
  ownEvent,
  async ({ ctx, member, event, query, context, t }) => ({
    ...(await readEmbedAdmin(ctx, event, query.get("embed"), t)),
    mayEdit: can(member, "editEvents", event.id),
    origin: context.origin,
    previewOrigin: context.previewOrigin,
    files: context.embedLoader,
  }),
);

async function save({ ctx, event, form, paths, t }: FormVisit & { event: Event }) {
  const id = String(form.get("embed") ?? "");
  if (id !== "" && !isEmbedId(id)) throw notFound();
  if (form.get("intent") === "delete") {
    await deleteEmbed(ctx, event.id, id);
    return redirect(paths.eventEmbed(event.id), 303);
  }
  const draft = typedDraft(form);
  const read = readEmbedForm(draft, t);
  if (!read.ok) return data({ draft, errors: read.errors }, { status: statusOf("INVALID_FORM") });
  const saved = await saveEmbed(ctx, event.id, { ...read, id: id || undefined });
  if (!saved.ok && saved.refusal === "EMBED_CHANGED") {
    const [now, embed] = await Promise.all([findEvent(ctx, event.id), findEmbed(ctx, event.id, id)]);
    if (!now) throw notFound();
    // For a new embed only the sites can conflict, as they belong to the event.
    const present = embed
      ? draftOf(draft, embed, now.embedSites)
      : { ...draft, ...sitesOf(now.embedSites), version: NEW_VERSION };
    const conflict = embedConflict(present, draft);
    // The same form was sent twice: its values are saved already.
    if (conflict.differences.length === 0) return redirect(paths.eventEmbed(event.id, id), 303);
    const { version, openedSites } = present;
    return data({ draft: { ...draft, version, openedSites }, conflict }, { status: statusOf(saved.refusal) });
  }
  if (!saved.ok) {
    const words = t("admin.form.embed.tooMany", { count: MAX_EMBEDS });
    return data({ draft, errors: { name: [words] } }, { status: statusOf(saved.refusal) });
  }
  return redirect(paths.eventEmbed(event.id, saved.id), 303);
}

export const action = memberAction("editEvents", ownEvent, save, {
  read: readTypedForm,
  keep: (form) => ({ draft: typedDraft(form) }),
});

export const meta = adminTitle<typeof loader>((t, data) =>
  t("admin.embed.titleOf", { title: data?.event.title ?? "" }),
);

export default function Embed() {
  const page = useLoaderData<typeof loader>();
  return <EmbedAdmin key={page.current ?? "new"} page={page} answer={useActionData<typeof action>()} />;
}
