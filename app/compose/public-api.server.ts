import { createApi } from "#app/api/api.server.ts";
import { VERSION } from "./version.ts";

/** The HTTP API of this version. Its endpoints and its OpenAPI document are made from the same route values. */
export const publicApi = createApi(VERSION);
