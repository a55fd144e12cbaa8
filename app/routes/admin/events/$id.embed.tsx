import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { can } from "#app/auth/capabilities.ts";
import { requireEvent } from "#app/auth/require-event.server.ts";
import { EmbedAdmin } from "#app/embed/admin/embed-admin.tsx";
import { draftOf, readEmbedForm, typedDraft } from "#app/embed/admin/embed-form.ts";
import { findOrganizationSites } from "#app/embed/admin/organization-sites.server.ts";
import { deleteEmbed, isEmbedId, listEmbeds, MOST_EMBEDS, saveEmbed } from "#app/embed/embeds.server.ts";
import { listInstalls } from "#app/embed/installs.server.ts";
import { saveEmbedSites } from "#app/events/embed-sites.server.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";

export async function loader(args: LoaderFunctionArgs) {
  const { ctx, member, event } = await requireEvent(args, "seeEvents");
  const [embeds, installs, organizationSites] = await Promise.all([
    listEmbeds(ctx, event.id),
    listInstalls(ctx, event.id),
    findOrganizationSites(ctx),
  ]);
  const asked = new URL(args.request.url).searchParams.get("embed");
  const current = asked === "new" ? undefined : (embeds.find((each) => each.id === asked) ?? embeds[0]);
  const name = current?.name ?? (embeds.length === 0 ? "My site" : `Site ${embeds.length + 1}`);
  return {
    embeds,
    installs,
    organizationSites,
    event: { id: event.id, slug: event.slug, title: event.title, isPublished: event.state === "published" },
    current: current?.id,
    draft: draftOf(name, current?.settings ?? { mode: "inline" }, event.embedSites),
    mayEdit: can(member, "editEvents"),
    origin: args.context.origin,
    previewOrigin: args.context.previewOrigin,
    files: args.context.embedLoader,
  };
}

export async function action(args: ActionFunctionArgs) {
  const { ctx, event } = await requireEvent(args, "editEvents");
  const form = await readTypedForm(args.request);
  const id = String(form.get("embed") ?? "");
  if (id !== "" && !isEmbedId(id)) throw notFound();
  if (form.get("intent") === "delete") {
    await deleteEmbed(ctx, event.id, id);
    return redirect(paths.adminEventEmbed(event.id), 303);
  }
  const draft = typedDraft(form);
  const read = readEmbedForm(draft);
  if (!read.ok) return data({ draft, errors: read.errors }, { status: 422 });
  const { name, settings, sites } = read;
  const saved = await saveEmbed(ctx, event.id, { id: id || undefined, name, settings });
  if (!saved) {
    const words = `An event has at most ${MOST_EMBEDS} of these. Change one of them, or delete one first.`;
    return data({ draft, errors: { name: [words] } }, { status: 409 });
  }
  await saveEmbedSites(ctx, event.id, sites);
  return redirect(paths.adminEventEmbed(event.id, saved), 303);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Embed ${data?.event.title ?? "event"} · Reservo` },
];

export default function EmbedPage() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <EmbedAdmin key={page.current ?? "new"} page={page} answer={answer} />;
}
