import { inviteMember } from "#app/auth/invitations.server.ts";
import { renewSetUpToken } from "#app/auth/set-up.server.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { createEndpoint, deleteEndpoint, listEndpoints } from "#app/webhooks/endpoints.server.ts";
import { invitations } from "#db/schema/index.ts";
import { makeUser, TEST_PASSWORD } from "#tests/support/members.ts";
import { makeMember } from "#tests/support/team.ts";
import { adminForm, lazily, type Maker, one, type Stage } from "./entry-point.ts";
import { viewOf } from "./views.ts";

/** The forms of organisers that are not about events. */
export const ORGANISER_FORMS: Record<string, Maker> = {
  "auth.setup": ({ context, site }) =>
    one({
      async open() {
        const address = `/setup?token=${await renewSetUpToken(context.db)}`;
        const email = `${newId()}@example.org`;
        const valid = { organization: "Studio", name: "Olu", email, password: "lantern-otter-93" };
        return { page: address, to: address, valid };
      },
      views: () => [viewOf(site, "/", ["organization"])],
    }),
  "auth.sign-in": () =>
    one({
      answersAsOne: true,
      open: async () => ({
        page: "/sign-in",
        to: "/sign-in",
        valid: { email: "nobody@example.org", password: TEST_PASSWORD },
      }),
    }),
  "admin.settings": (stage) =>
    one({
      ...lazily(
        async () => adminForm(stage, "/settings"),
        (form) => ({ ...form, valid: {} }),
      ),
      reopened: () => `${stage.admin}/settings`,
      views: () => [
        viewOf(stage.site, `/o/${stage.slug}`, ["name"]),
        viewOf(stage.site, `${stage.admin}/settings`, ["name"], stage),
      ],
    }),
  "admin.settings_.language": (stage) =>
    one({
      open: async () => ({ ...adminForm(stage, "/settings/language"), valid: { locale: "en" } }),
      reopened: () => `${stage.admin}/settings/language`,
    }),
  "admin.settings_.address": (stage) => {
    // The admin pages have another address whenever the form was carried out.
    let { admin } = stage;
    return one({
      open: async () => ({
        ...adminForm({ ...stage, admin }, "/settings/address"),
        valid: { slug: "another" },
      }),
      reopened(location) {
        admin = location.replace(/\/settings\?.*$/, "");
        return `${admin}/settings/address`;
      },
    });
  },
  "admin.team.invite": (stage) =>
    one({
      async open() {
        await stage.context.db.delete(invitations);
        const valid = { by: "email", email: "invited@example.org", role: "desk", scope: "all", days: "7" };
        return { ...adminForm(stage, "/team/invite"), valid };
      },
      views: () => [viewOf(stage.site, `${stage.admin}/team`, ["email"], stage)],
    }),
  "admin.team.$id._index": (stage) =>
    one({
      ...lazily(
        () => newMember(stage),
        (id) => ({ ...adminForm(stage, `/team/${id}`), valid: { role: "editor" }, names: ["role"] }),
      ),
    }),
  "auth.invitation": (stage) =>
    one({
      async open() {
        const invited = { email: null, role: "desk", eventIds: [], days: 7, locale: "en" } as const;
        const made = await inviteMember(await ownerOf(stage), { ...invited, eventIds: [] });
        const address = made.ok ? made.path : "";
        const email = `${newId()}@example.org`;
        const valid = { intent: "create", name: "Olu", email, password: "lantern-otter-93" };
        return { page: address, to: address, valid, names: ["name"] };
      },
      views: () => [viewOf(stage.site, `${stage.admin}/team`, ["name"], stage)],
    }),
  "admin.developers.keys.new": (stage) =>
    one({
      open: async () => ({
        ...adminForm(stage, "/developers/keys/new"),
        valid: { name: "Till", scopes: "read", lifetime: "90" },
      }),
      views: () => [viewOf(stage.site, `${stage.admin}/developers/keys`, ["name"], stage)],
    }),
  "admin.developers.keys.$id": (stage) =>
    ["overlap", "sure"].flatMap((field) => one(keyForm(stage, field), field)),
  "admin.developers.webhooks.new": (stage) =>
    one({
      async open() {
        await deleteEndpoints(stage);
        return { ...adminForm(stage, "/developers/webhooks/new"), valid: ENDPOINT };
      },
      reopened: (location) => `${location}/edit`,
      views: (location) => [viewOf(stage.site, location, ["description"], stage)],
    }),
  "admin.developers.webhooks.$id.edit": (stage) =>
    one({
      ...lazily(
        () => newEndpoint(stage),
        (id) => ({ ...adminForm(stage, `/developers/webhooks/${id}/edit`), valid: ENDPOINT }),
      ),
      reopened: (location) => `${location}/edit`,
      views: (location) => [viewOf(stage.site, location, ["description"], stage)],
    }),
  "admin.developers.webhooks.$id._index": (stage) =>
    one({
      async open() {
        await deleteEndpoints(stage);
        const address = adminForm(stage, `/developers/webhooks/${await newEndpoint(stage)}`);
        return { ...address, valid: { intent: "test" } };
      },
    }),
};

/** A form of a key's page: the one that renews it, or the one that revokes it. */
function keyForm(stage: Stage, field: string) {
  return {
    async open() {
      const { key } = await createKey(stage.ctx, { name: "Till", scopes: ["read"] });
      const isSure = field === "sure";
      const valid = { intent: isSure ? "revoke" : "rotate", [field]: isSure ? "on" : "24" };
      return { ...adminForm(stage, `/developers/keys/${key.id}`), valid, names: [field] };
    },
  };
}

const ENDPOINT = { url: "https://hooks.example/in", description: "Door", types: "booking.held" };

/** An organisation may have only so many. */
async function deleteEndpoints({ ctx }: Stage): Promise<void> {
  for (const { id } of await listEndpoints(ctx)) await deleteEndpoint(ctx, id);
}

async function newEndpoint({ ctx }: Stage): Promise<string> {
  const made = await createEndpoint(ctx, { ...ENDPOINT, types: ["booking.held"] });
  if (!made.ok) throw new Error(`an endpoint was refused: ${made.refusal}`);
  return made.endpoint.id;
}

/** Returns the id of a new member. */
async function newMember({ context, ctx }: Stage): Promise<string> {
  return (await makeUser(context, { organizationId: ctx.organizationId, role: "viewer" })).userId;
}

/** Returns a Ctx in which a new owner acts. */
async function ownerOf({ context, ctx }: Stage): Promise<Ctx> {
  return (await makeMember(context, ctx, "owner")).ctx;
}
