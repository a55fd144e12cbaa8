import { memberLoader } from "#app/admin/member-routes.server.ts";
import { anyEvent } from "#app/admin/own.server.ts";
import { RolesPage } from "#app/team/roles-page.tsx";
import { teamTitle } from "#app/team/team-title.ts";

/** Every member may see what each role may do. */
export const loader = memberLoader("seeEvents", anyEvent, () => null);

export const meta = teamTitle<typeof loader>((t) => t("admin.team.roles"));

export default function Roles() {
  return <RolesPage />;
}
