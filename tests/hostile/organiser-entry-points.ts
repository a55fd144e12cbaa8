import { addLink } from "#app/auth/account/links.server.ts";
import { renewSetUpToken } from "#app/auth/set-up.server.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import { newId } from "#app/platform/ids.ts";
import { createEndpoint, deleteEndpoint, listEndpoints } from "#app/webhooks/endpoints.server.ts";
import { makeUser, signedIn, TEST_PASSWORD } from "#tests/support/members.ts";
import { adminForm, type Fixture, lazily, type Maker, one } from "./entry-point.ts";
import { TEAM_FORMS } from "./team-entry-points.ts";
import { viewOf } from "./views.ts";

/** The forms of organisers that are not about events. */
export const ORGANISER_FORMS: Record<string, Maker> = {
  ...TEAM_FORMS,
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
  "auth.forgotten-password": () =>
    one({
      answersAsOne: true,
      open: async () => ({
        page: "/forgotten-password",
        to: "/forgotten-password",
        valid: { email: "nobody@example.org" },
      }),
    }),
  "auth.new-password": ({ context }) =>
    one({
      async open() {
        const { userId } = await makeUser(context);
        const token = await context.db.transaction((tx) => addLink(tx, userId, "password"));
        const address = `/new-password?token=${token}`;
        return { page: address, to: address, valid: { password: "lantern-otter-93" } };
      },
    }),
  "admin.account.name": (fixture) =>
    one({
      open: async () => ({ ...adminForm(fixture, "/account/name"), valid: { name: "Olu" } }),
      reopened: () => `${fixture.admin}/account/name`,
      views: () => [viewOf(fixture.site, `${fixture.admin}/account`, ["name"], fixture)],
    }),
  "admin.account.password": (fixture) =>
    one({
      async open() {
        const cookie = await signedIn(fixture.context, fixture.ctx.organizationId);
        const valid = { currentPassword: TEST_PASSWORD, password: "lantern-otter-93" };
        return { ...adminForm({ ...fixture, cookie }, "/account/password"), valid };
      },
    }),
  "admin.account.email": (fixture) =>
    one({
      async open() {
        const cookie = await signedIn(fixture.context, fixture.ctx.organizationId);
        const valid = { intent: "request", email: "olu.new@example.org", currentPassword: TEST_PASSWORD };
        return { ...adminForm({ ...fixture, cookie }, "/account/email"), valid, names: ["email"] };
      },
      views: (location, { cookie = "" }) => [
        viewOf(fixture.site, location, ["email"], { ...fixture, cookie }),
      ],
    }),
  "admin.settings": (fixture) =>
    one({
      ...lazily(
        async () => adminForm(fixture, "/settings"),
        (form) => ({ ...form, valid: {} }),
      ),
      reopened: () => `${fixture.admin}/settings`,
      views: () => [
        viewOf(fixture.site, `/o/${fixture.slug}`, ["name"]),
        viewOf(fixture.site, `${fixture.admin}/settings`, ["name"], fixture),
      ],
    }),
  "admin.account.two-factor": (fixture) =>
    one({
      open: async () => ({
        ...adminForm(fixture, "/account/two-factor"),
        valid: { intent: "on", password: TEST_PASSWORD },
      }),
    }),
  "admin.settings_.language": (fixture) =>
    one({
      open: async () => ({ ...adminForm(fixture, "/settings/language"), valid: { locale: "en" } }),
      reopened: () => `${fixture.admin}/settings/language`,
    }),
  "admin.settings_.address": (fixture) => {
    // The admin pages have another address whenever the form was carried out.
    let { admin } = fixture;
    return one({
      open: async () => ({
        ...adminForm({ ...fixture, admin }, "/settings/address"),
        valid: { slug: "another" },
      }),
      reopened(location) {
        admin = location.replace(/\/settings\?.*$/, "");
        return `${admin}/settings/address`;
      },
    });
  },
  "admin.developers.keys.new": (fixture) =>
    one({
      open: async () => ({
        ...adminForm(fixture, "/developers/keys/new"),
        valid: { name: "Till", scopes: "read", lifetime: "90" },
      }),
      views: () => [viewOf(fixture.site, `${fixture.admin}/developers/keys`, ["name", "networks"], fixture)],
    }),
  "admin.developers.keys.$id": (fixture) =>
    ["overlap", "sure"].flatMap((field) => one(keyForm(fixture, field), field)),
  "admin.developers.keys.$id_.edit": (fixture) =>
    one({
      ...lazily(
        () => createKey(fixture.ctx, { name: "Till", scopes: ["read"] }),
        ({ key }) => ({ ...adminForm(fixture, `/developers/keys/${key.id}/edit`), valid: { name: "Till" } }),
      ),
      reopened: (location) => `${location}/edit`,
      views: (location) => [viewOf(fixture.site, location, ["name", "networks"], fixture)],
    }),
  "admin.developers.webhooks.new": (fixture) =>
    one({
      async open() {
        await deleteEndpoints(fixture);
        return { ...adminForm(fixture, "/developers/webhooks/new"), valid: ENDPOINT };
      },
      reopened: (location) => `${location}/edit`,
      views: (location) => [viewOf(fixture.site, location, ["description"], fixture)],
    }),
  "admin.developers.webhooks.$id.edit": (fixture) =>
    one({
      ...lazily(
        () => newEndpoint(fixture),
        (id) => ({ ...adminForm(fixture, `/developers/webhooks/${id}/edit`), valid: ENDPOINT }),
      ),
      reopened: (location) => `${location}/edit`,
      views: (location) => [viewOf(fixture.site, location, ["description"], fixture)],
    }),
  "admin.developers.webhooks.$id._index": (fixture) =>
    one({
      async open() {
        await deleteEndpoints(fixture);
        const address = adminForm(fixture, `/developers/webhooks/${await newEndpoint(fixture)}`);
        return { ...address, valid: { intent: "test" } };
      },
    }),
};

/** A form of a key's page: the one that renews it, or the one that revokes it. */
function keyForm(fixture: Fixture, field: string) {
  return {
    async open() {
      const { key } = await createKey(fixture.ctx, { name: "Till", scopes: ["read"] });
      const isSure = field === "sure";
      const valid = { intent: isSure ? "revoke" : "rotate", [field]: isSure ? "on" : "24" };
      return { ...adminForm(fixture, `/developers/keys/${key.id}`), valid, names: [field] };
    },
  };
}

const ENDPOINT = { url: "https://hooks.example/in", description: "Door", types: "booking.held" };

/** An organisation may have only so many. */
async function deleteEndpoints({ ctx }: Fixture): Promise<void> {
  for (const { id } of await listEndpoints(ctx)) await deleteEndpoint(ctx, id);
}

async function newEndpoint({ ctx }: Fixture): Promise<string> {
  const made = await createEndpoint(ctx, { ...ENDPOINT, types: ["booking.held"] });
  if (!made.ok) throw new Error(`an endpoint was refused: ${made.refusal}`);
  return made.endpoint.id;
}
