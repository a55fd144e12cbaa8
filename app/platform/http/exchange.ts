import type { MaybePromise } from "../maybe-promise.ts";
import type { HostContext } from "./request-context.ts";

/** Reads headers by name, case-insensitively. */
export interface HeaderReader {
  get(name: string): string | null;
}

/** An API request, independent of how it reached the host: its parts, and a body read within its bounds. */
export interface RequestParts {
  method: string;
  /** As in the URL: encoded, without the query. */
  path: string;
  /** The query with its question mark; empty without one. */
  search: string;
  headers: HeaderReader;
  body: Uint8Array | undefined;
  host: HostContext;
}

/** The API's response. The host adds the headers that every response carries. */
export interface ResponseParts {
  status: number;
  headers: Record<string, string>;
  body?: string | undefined;
}

/** The API as the host sees it. It responds synchronously if it does not have to wait, and never throws. */
export interface HostedApi {
  /** Path prefix of all endpoints. */
  base: string;
  /** Returns the endpoint of a method and path; undefined if there is none. */
  find(method: string, path: string): HostedEndpoint | undefined;
  /** Responds to any request, including unknown endpoints. The result is a Response only for streams. */
  respond(request: RequestParts): MaybePromise<ResponseParts | Response>;
  /** Returns the CORS headers for a response that the host creates in place of the API. */
  corsHeaders(
    request: Pick<RequestParts, "method" | "path" | "headers">,
  ): MaybePromise<Record<string, string>>;
}

export interface HostedEndpoint {
  /** Whether the response may be a stream. */
  streams: boolean;
  respond(request: RequestParts): MaybePromise<ResponseParts | Response>;
}
