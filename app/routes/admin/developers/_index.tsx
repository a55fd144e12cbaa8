import { redirect } from "@remix-run/node";
import { memberLoader } from "#app/admin/member-routes.server.ts";
import { noObject } from "#app/admin/own.server.ts";

export const loader = memberLoader("manageDevelopers", noObject, ({ paths }) => redirect(paths.keys()));
