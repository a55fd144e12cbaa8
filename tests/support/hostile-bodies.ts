import type { SentBody } from "./remix.ts";

export type Fields = Record<string, string>;

export interface HostileBody extends SentBody {
  what: string;
  /** The status with which the body must be refused. */
  status: 400 | 415;
}

const URL_ENCODED = "application/x-www-form-urlencoded";
const HUGE_INDEX = 100_000_000;

/**
 * Returns bodies that every form must refuse: each is `valid`, a form that would be processed, with one defect. `list` is a
 * field name of the form, and `rowField` a field of its rows if it has rows.
 */
export function hostileBodies(valid: Fields, list: string, rowField = "x"): HostileBody[] {
  const named = hostileNames(list, rowField).map(
    ([what, name]): HostileBody => ({
      what,
      status: 400,
      type: URL_ENCODED,
      body: new URLSearchParams([...Object.entries(valid), [name, "1"]]).toString(),
    }),
  );
  return [...named, ...brokenBodies(valid)];
}

function hostileNames(list: string, rowField: string): [what: string, name: string][] {
  const inherited = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "__defineGetter__"];
  return [
    ["an index of a hundred million", `x[${HUGE_INDEX}]`],
    ["that index of a field of its own", `${list}[${HUGE_INDEX}]`],
    ["that index of a row", `${list}[${HUGE_INDEX}].${rowField}`],
    ["an index of a thousand", `${list}[1000].${rowField}`],
    ["a negative index", `${list}[-1].${rowField}`],
    ["3,000 indexes", `a${"[0]".repeat(3_000)}`],
    ["3,000 indexes in a row", `${list}[0]${"[0]".repeat(3_000)}`],
    ["3,000 keys", `a${".b".repeat(3_000)}`],
    ["3,000 keys in a row", `${list}[0]${".b".repeat(3_000)}`],
    ["a wide and deep name", "name[5000000].a[5].b"],
    ...inherited.flatMap((name): [string, string][] => [
      [name, name],
      [`${name} as a list`, `${name}[0].x`],
      [`${name} in a row`, `${list}[0].${name}`],
    ]),
    ["constructor.prototype", "constructor.prototype.x"],
    ["a prototype in brackets", "__proto__[isAdmin]"],
    ["a name of 60 KB", "n".repeat(60_000)],
    ["a NUL in a name", "a\0b"],
  ];
}

function brokenBodies(valid: Fields): HostileBody[] {
  const text = new URLSearchParams(valid).toString();
  const boundary = "----form-boundary-0123456789abcdef";
  const multipart = `multipart/form-data; boundary=${boundary}`;
  const parts = Object.entries({ ...valid, last: "x" }).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const end = `--${boundary}--\r\n`;
  const unsupported = (what: string, type: string | undefined, body: string): HostileBody => ({
    what,
    status: 415,
    type,
    body,
  });
  const broken = (what: string, type: string, body: string | Uint8Array<ArrayBuffer>): HostileBody => ({
    what,
    status: 400,
    type,
    body,
  });
  return [
    unsupported("JSON", "application/json", JSON.stringify(valid)),
    unsupported("text", "text/plain", text || "x=1"),
    unsupported("XML", "text/xml; charset=utf-8", "<a/>"),
    unsupported("no media type", undefined, text || "x=1"),
    broken("20,000 fields", URL_ENCODED, `${text}${"&a".repeat(20_000)}`),
    broken("a broken escape", URL_ENCODED, `${text}&a=%zz`),
    broken("bytes that are not UTF-8", URL_ENCODED, Uint8Array.of(0x61, 0x3d, 0xff, 0xfe)),
    broken("multipart without a boundary", "multipart/form-data", parts.join("") + end),
    broken("multipart with another boundary", `${multipart}x`, parts.join("") + end),
    broken("multipart without an end", multipart, parts.join("")),
    broken("multipart cut off in a header", multipart, `${parts.join("")}--${boundary}\r\nContent-Dis`),
    broken("multipart with 10,000 delimiters", multipart, `--${boundary}\r\n`.repeat(10_000) + end),
  ];
}
