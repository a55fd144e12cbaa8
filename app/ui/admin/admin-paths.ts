import { useParams } from "@remix-run/react";
import { type AdminPaths, adminPaths } from "#app/platform/http/paths.ts";

/** Returns the addresses of the admin pages of the organisation that the page's address names. */
export function useAdminPaths(): AdminPaths {
  return adminPaths(useParams().slug ?? "");
}
