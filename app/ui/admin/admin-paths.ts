import { useParams } from "@remix-run/react";
import { type AdminPaths, adminPaths } from "#app/platform/http/paths.ts";

/** Returns the addresses of the admin pages for the organisation in the current address. */
export function useAdminPaths(): AdminPaths {
  return adminPaths(useParams().slug ?? "");
}
