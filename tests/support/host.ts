import type { HostAppOptions } from "#app/host/http/app.ts";
import { startHostOfTable } from "./host-of-table.ts";
import { routeTable } from "./route-table.ts";

/** Starts a real host, whose pages respond with what reached them. Its log lines are in `lines`. */
export function startTestHost(options: Partial<HostAppOptions> = {}) {
  return startHostOfTable({ routeTable, ...options });
}

/** Returns the server's bindings for the app, as far as the host reads them. */
export const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

/** The headers of a form that a browser sends from our own page. */
export const fromOurPage = {
  "Sec-Fetch-Site": "same-origin",
  "Content-Type": "application/x-www-form-urlencoded",
};
