import type { MaybePromise } from "../maybe-promise.ts";
import type { HostContext } from "./request-context.ts";

/** Reads a header by its name, whatever its case. */
export interface HeaderReader {
  get(name: string): string | null;
}

/** A request for the API, however it came to the host: its parts, and a body that was read within its bounds. */
export interface Asked {
  method: string;
  /** As it stands in the address: encoded, without the query. */
  path: string;
  /** With its question mark; empty where there is none. */
  search: string;
  headers: HeaderReader;
  body: Uint8Array | undefined;
  host: HostContext;
}

/** What the API answers. The host adds what every response carries. */
export interface Sent {
  status: number;
  headers: Record<string, string>;
  body?: string | undefined;
}

/** The API as the host sees it. What it is asked is answered at once where nothing has to be waited for; nothing throws. */
export interface HostedApi {
  /** Below this stand its calls. */
  base: string;
  /** The call that stands there, if one does. */
  find(method: string, path: string): HostedCall | undefined;
  /** Answers what stands nowhere too. A Response is of a call that streams. */
  answer(asked: Asked): MaybePromise<Sent | Response>;
  /** What a browser is told about who may read an answer that the host gives in the API's stead. */
  sharing(asked: Pick<Asked, "method" | "path" | "headers">): MaybePromise<Record<string, string>>;
}

export interface HostedCall {
  /** Whether the answer may be a stream. */
  streams: boolean;
  answer(asked: Asked): MaybePromise<Sent | Response>;
}
