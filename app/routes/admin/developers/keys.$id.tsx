import { data, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { memberAction, memberLoader } from "#app/admin/member-routes.server.ts";
import { ownKey } from "#app/admin/own.server.ts";
import { OVERLAPS } from "#app/auth/key-draft.ts";
import { KeyPage } from "#app/auth/key-page.tsx";
import { revokeKey, rotateKey } from "#app/organizations/api-keys.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";

export const loader = memberLoader("manageDevelopers", ownKey, async ({ ctx, key }) => {
  const organization = await findOrganization(ctx.db, ctx.organizationId);
  const ended = key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= ctx.now);
  return { key, ended, moment: { locale: "en", timeZone: organization?.timeZone ?? "UTC" } };
});

const again = (error: string) => data({ error }, { status: 422 });

export const action = memberAction("manageDevelopers", ownKey, {
  rotate: async ({ ctx, key, form }) => {
    const hours = OVERLAPS.find(([each]) => each === form.get("overlap"))?.[0];
    if (hours === undefined) return again("Choose from the list how long this one goes on working.");
    const made = await rotateKey(ctx, key.id, Number(hours) * 3_600);
    if (!made) return again("This key has ended meanwhile. Make a new one instead.");
    return data({ secret: made.secret }, { headers: { "Cache-Control": "no-store" } });
  },
  revoke: async ({ ctx, key, form, paths }) => {
    if (form.get("sure") === null) return again("Tick the box first, so that it is no accident.");
    await revokeKey(ctx, key.id);
    return redirect(paths.keys(), 303);
  },
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.key.name ?? "API key"} · Reservo` },
];

export default function Key() {
  const { key, ended, moment } = useLoaderData<typeof loader>();
  return <KeyPage apiKey={key} ended={ended} moment={moment} given={useActionData<typeof action>()} />;
}
