import type { Route } from "#app/api/route.ts";
import type { Random } from "#tests/engine/simulator/random.ts";

/** A request as a faulty or hostile program may send it. */
export interface MalformedRequest {
  method: string;
  /** The path below /api/v1, as in the URL. */
  path: string;
  headers: Record<string, string>;
  body: Uint8Array | undefined;
}

/** Existing ids, so that a request can get as far as the database. */
export interface ExistingIds {
  /** For bodies: nothing closes it or reduces its capacity. */
  resource: string;
  /** For URLs. */
  place: string;
  booking: string;
  reservation: string;
}

const SURROGATE = "\ud800";
const TEXTS = [
  ...["", " ", "\u0000", "a\u0000b", SURROGATE, `${SURROGATE}a`, "\udfff\ud800", "\ufeff", "\u202e", "\r\n"],
  ...["' or 1=1 --", "'; drop table resources; --", "\\", "\\x00", "%", "%00", "%ff", "$1", "{}", "{1,NULL}"],
  ...["../../etc/passwd", "..", ".", "<script>", "{{7*7}}", "__proto__", "constructor", "NaN", "Infinity"],
  ...["null", "true", "1e309", "-1", "0x10", "١٢٣", "🪑", "ß", "ﬀ", "a".repeat(101), "a".repeat(3_000)],
  ...["019a0d5c-7b1e-7c3a-9f10-2b6f0c9d4e51", "00000000-0000-0000-0000-000000000000", "2026-11-25T00:00:00Z"],
];

/** As JSON text, so that numbers can be ones that JavaScript does not have. */
const VALUES = [
  ...["null", "true", "false", "0", "-0", "-1", "1", "1.5", "1e400", "-1e400", "1e-400", "1e21", "[]", "{}"],
  ...[
    "9007199254740991",
    "9007199254740993",
    "99999999999999999999999999",
    "2147483648",
    "[[]]",
    '[{"a":1}]',
  ],
  ...['{"__proto__":{"a":1}}', '{"constructor":{"prototype":{}}}', '{"toString":1}', '["a"]', '{"length":3}'],
  `${"[".repeat(20)}${"]".repeat(20)}`,
  `${"[".repeat(5_000)}${"]".repeat(5_000)}`,
  `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`,
];

const TYPES = [
  ...["application/json", "application/json", "application/json", "application/json; charset=utf-16"],
  ...[
    "text/plain",
    "",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/octet-stream",
  ],
  ...["application/json;", "APPLICATION/JSON", "application/problem+json", "json", "*/*"],
];

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "REPORT"];

/** Returns the members of all endpoints' bodies, with valid values. */
function membersOf({ resource, reservation }: ExistingIds): Record<string, string> {
  return {
    id: '"odd-1"',
    type: '"room"',
    capacity: "3",
    resourceId: JSON.stringify(resource),
    clientId: '"ada"',
    quantity: "1",
    hold: '{"seconds":60}',
    metadata: '{"a":1}',
    enabled: "false",
    message: '"Back at noon"',
    claims: `[{"resourceId":${JSON.stringify(resource)},"quantity":1}]`,
    reservations: `[{"id":"${reservation}","quantity":1}]`,
  };
}

const QUERY: Record<string, string> = {
  limit: "10",
  offset: "0",
  state: "OPEN",
  type: "room",
  status: "confirmed",
  clientId: "ada",
  fromTimestamp: "0",
  toTimestamp: "9",
  after: "0",
  organization: "first",
  ids: "a,b",
  minSequence: "1",
};

/** Returns a request to one of the endpoints in which one to four things are malformed. */
export function malformedRequest(
  random: Random,
  routes: readonly Route[],
  known: ExistingIds,
): MalformedRequest {
  const route = random.pick(routes);
  const request: MalformedRequest = {
    method: route.method.toUpperCase(),
    path: pathOf(random, route, known),
    headers: { "Content-Type": "application/json" },
    body: route.method === "get" ? undefined : bodyOf(random, membersOf(known)),
  };
  if (random.chance(0.5)) request.path += queryOf(random);
  if (random.chance(0.25)) oddHeaders(random, request);
  if (random.chance(0.1)) request.method = random.pick(METHODS);
  if (request.method === "GET" || request.method === "HEAD") request.body = undefined;
  return request;
}

function pathOf(random: Random, { path }: Route, known: ExistingIds): string {
  return path.replaceAll(/\{(\w+)\}/g, () => {
    if (random.chance(0.6)) {
      const { place, booking, reservation } = known;
      return path.includes("booking") ? booking : path.includes("reservation") ? reservation : place;
    }
    return inAddress(random, random.pick(TEXTS)) || "%20";
  });
}

function queryOf(random: Random): string {
  const pairs = Array.from({ length: random.whole(1, 4) }, () => {
    const name = random.chance(0.9) ? random.pick(Object.keys(QUERY)) : inAddress(random, random.pick(TEXTS));
    const value = random.chance(0.3) ? (QUERY[name] ?? "") : inAddress(random, random.pick(TEXTS));
    return `${name}=${value}`;
  });
  return `?${pairs.join("&")}`;
}

/** Encodes a text for a URL, or replaces it by bytes that are not UTF-8. */
function inAddress(random: Random, text: string): string {
  if (random.chance(0.1))
    return random.pick(["%", "%zz", "%c0%80", "%ed%a0%80", "%00", "%2e%2e", "a%2fb", "%5c"]);
  return encodeURIComponent(text.toWellFormed()).slice(0, 3_000);
}

function bodyOf(random: Random, members: Record<string, string>): Uint8Array {
  const chosen = { ...members };
  for (let times = random.whole(1, 3); times > 0; times--) {
    const name = random.pick(Object.keys(members));
    if (random.chance(0.2)) delete chosen[name];
    else chosen[name] = random.chance(0.5) ? random.pick(VALUES) : JSON.stringify(random.pick(TEXTS));
    // Maintenance mode would make every later commit respond with 503, as it should.
    if (name === "enabled") chosen.enabled = chosen.enabled === "true" ? "1" : (chosen.enabled ?? "0");
  }
  if (random.chance(0.2)) chosen[JSON.stringify(random.pick(TEXTS)).slice(1, -1)] = random.pick(VALUES);
  const text = `{${Object.entries(chosen)
    .map(([name, value]) => `"${name}":${value}`)
    .join(",")}}`;
  return brokenBytes(random, text);
}

function brokenBytes(random: Random, text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  switch (random.weighted({ whole: 70, cut: 8, odd: 8, marked: 4, wide: 4, empty: 3, large: 3 })) {
    case "cut":
      return bytes.slice(0, random.whole(0, bytes.length));
    case "odd":
      bytes[random.whole(0, bytes.length - 1)] = random.pick([0x00, 0x80, 0xc0, 0xfe, 0xff, 0x22, 0x5c]);
      return bytes;
    case "marked":
      return new Uint8Array([0xef, 0xbb, 0xbf, ...bytes]);
    case "wide":
      return new Uint8Array(Buffer.from(text, "utf16le"));
    case "empty":
      return new Uint8Array();
    case "large":
      return new Uint8Array(65_536 + random.whole(-2, 2)).fill(0x20);
    default:
      return bytes;
  }
}

function oddHeaders(random: Random, request: MalformedRequest): void {
  const { headers } = request;
  const latin = (text: string) => text.replaceAll(/[^\x20-\xff]/g, "").trim();
  const text = latin(random.pick(TEXTS));
  switch (
    random.pick(["type", "key", "bearer", "idempotency", "accept", "encoding", "id", "cors"] as const)
  ) {
    case "type":
      headers["Content-Type"] = random.pick(TYPES);
      return;
    case "key":
      headers["X-API-Key"] = text;
      return;
    case "bearer":
      headers.Authorization = `Bearer ${text}`;
      return;
    case "idempotency":
      headers["Idempotency-Key"] = text;
      return;
    case "accept":
      headers["If-None-Match"] = text;
      headers.Accept = text;
      return;
    case "encoding":
      headers["Content-Encoding"] = random.pick(["gzip", "br", "deflate", "nonsense"]);
      return;
    case "id":
      headers["X-Request-Id"] = text;
      headers["X-Forwarded-For"] = text;
      return;
    case "cors":
      headers.Origin = text;
      headers["Access-Control-Request-Method"] = text;
  }
}
