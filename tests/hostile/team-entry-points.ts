import { and, eq, isNull } from "drizzle-orm";
import { inviteMember } from "#app/auth/invitations.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { newId } from "#app/platform/ids.ts";
import { invitations, members } from "#db/schema/index.ts";
import { makeUser } from "#tests/support/members.ts";
import { makeMember } from "#tests/support/team.ts";
import { adminForm, type Fixture, lazily, type Maker, one } from "./entry-point.ts";
import { viewOf } from "./views.ts";

/** The forms about members and invitations. */
export const TEAM_FORMS: Record<string, Maker> = {
  "admin.team.invite": (fixture) =>
    one({
      async open() {
        // An organisation mails only so many an hour.
        await fixture.context.db.delete(invitations).where(isOwn(fixture, invitations));
        const valid = { by: "email", email: "invited@example.org", role: "desk", scope: "all", days: "7" };
        return { ...adminForm(fixture, "/team/invite"), valid };
      },
      views: () => [viewOf(fixture.site, `${fixture.admin}/team`, ["email"], fixture)],
    }),
  "admin.team.$id._index": (fixture) =>
    one({
      ...lazily(
        () => newMember(fixture),
        (id) => ({ ...adminForm(fixture, `/team/${id}`), valid: { role: "editor" }, names: ["role"] }),
      ),
    }),
  "auth.invitation": (fixture) => {
    const owner = newOwner(fixture);
    return one({
      async open() {
        // The list of members has so many to a page.
        await fixture.context.db
          .delete(members)
          .where(and(isOwn(fixture, members), isNull(members.lastSeenAt)));
        const link = { email: null, role: "desk" as const, eventIds: [], days: 7, locale: "en" as const };
        const made = await inviteMember(await owner, link);
        const address = made.ok ? made.path : "";
        const email = `${newId()}@example.org`;
        const valid = { intent: "create", name: "Olu", email, password: "lantern-otter-93" };
        return { page: address, to: address, valid, names: ["name"] };
      },
      views: () => [viewOf(fixture.site, `${fixture.admin}/team`, ["name"], fixture)],
    });
  },
};

const isOwn = ({ ctx }: Fixture, table: typeof members | typeof invitations) =>
  eq(table.organizationId, ctx.organizationId);

/** Returns the id of a new member. */
async function newMember({ context, ctx }: Fixture): Promise<string> {
  return (await makeUser(context, { organizationId: ctx.organizationId, role: "viewer" })).userId;
}

/** Returns a Ctx in which a new owner acts. */
async function newOwner({ context, ctx }: Fixture): Promise<Ctx> {
  return (await makeMember(context, ctx, "owner")).ctx;
}
