import { randomUUID } from "node:crypto";
import { FULL, HOT, SPREAD } from "../fill.ts";
import { pickFrom, type Random } from "../picks.ts";
import { BENCH_KEY } from "./servers.ts";

export type Side = "app" | "against";

/** What is asked of a server again and again, and what is right. */
export interface Ask {
  request(random: Random): string;
  status: number;
}

export interface HttpScenario {
  name: string;
  connections: readonly number[];
  /** Which server the app is held against: the baseline, the app itself, or an app that writes no log. */
  against: "baseline" | "app" | "quiet-app";
  app: Ask;
  other: Ask;
  /** How many times the other's speed the app must reach at least, by connections. */
  atLeast: Record<number, number>;
  /** How many times as many rounds as usual: sides that differ by less than their rounds do need more to be told apart. */
  timesRounds?: number;
}

/** What the page scenario asks for, once it is known. */
export interface Made {
  eventPath: string;
}

const CLIENT = "robin@example.org";

function get(path: string, headers: readonly string[] = []): string {
  return [`GET ${path} HTTP/1.1`, "Host: localhost", "Accept-Encoding: gzip", ...headers, "", ""].join(
    "\r\n",
  );
}

/** A request of which only the key differs from time to time. */
function posts(path: string, body: object, headers: readonly string[] = []): (key: string) => string {
  const text = JSON.stringify(body);
  const all = [
    "Host: localhost",
    "Content-Type: application/json",
    `Content-Length: ${text.length}`,
    ...headers,
  ];
  const before = [`POST ${path} HTTP/1.1`, ...all, "Idempotency-Key: "].join("\r\n");
  return (key) => `${before}${key}\r\n\r\n${text}`;
}

const API = [`X-API-Key: ${BENCH_KEY}`];
const claim = (resourceId: string) => ({ resourceId, clientId: CLIENT, quantity: 1 });

/** A commit on both sides, with an Idempotency-Key; `key` says which. */
function commits(resources: readonly string[], status: number, key: () => string = randomUUID) {
  const ask = (path: string, headers?: readonly string[]): Ask => {
    const all = resources.map((each) => posts(path, claim(each), headers));
    return { request: (random) => pickFrom(all, random)(key()), status };
  };
  return { against: "baseline", app: ask("/api/v1/reservations", API), other: ask("/reservations") } as const;
}

const CONNECTIONS = [100, 10];
const SIGNED_IN = ["Cookie: reservo=nobody"];

export function httpScenarios({ eventPath }: Made): HttpScenario[] {
  const view = (): string => get(`/api/v1/availability/${HOT}`);
  const constant: Ask = { request: () => get("/constant"), status: 200 };
  return [
    { name: "hot", connections: CONNECTIONS, ...commits([HOT], 201), atLeast: { 100: 10 } },
    { name: "spread", connections: CONNECTIONS, ...commits(SPREAD, 201), atLeast: {} },
    { name: "sold-out", connections: CONNECTIONS, ...commits([FULL], 409), atLeast: {} },
    {
      name: "replay",
      connections: CONNECTIONS,
      ...commits([HOT], 201, () => "the-same"),
      atLeast: {},
    },
    {
      name: "availability",
      connections: CONNECTIONS,
      against: "baseline",
      app: { request: view, status: 200 },
      other: constant,
      atLeast: { 100: 0.5, 10: 0.5 },
    },
    {
      name: "log",
      connections: [100],
      against: "quiet-app",
      app: { request: view, status: 200 },
      other: { request: view, status: 200 },
      atLeast: { 100: 0.9 },
      timesRounds: 3,
    },
    {
      name: "page",
      connections: [50],
      against: "app",
      app: { request: () => get(eventPath), status: 200 },
      // Who may be signed in gets the same page, rendered anew.
      other: { request: () => get(eventPath, SIGNED_IN), status: 200 },
      atLeast: { 50: 12 },
    },
  ];
}
