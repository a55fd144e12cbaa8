import type { ServerBuild } from "@remix-run/node";
import type { Connect } from "#app/host/http/listen.ts";

export interface StartOptions {
  /** The project's folder. */
  root: string;
  mode: "development" | "production";
  loadBuild(): Promise<ServerBuild>;
  /** Vite's middleware, in development. */
  before?: Connect;
}
