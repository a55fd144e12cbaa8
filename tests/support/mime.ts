/** One part of a message, which is not itself multipart. */
export interface MailPart {
  contentType: string;
  filename: string | undefined;
  content: Buffer;
}

interface Entity {
  headers: Map<string, string>;
  body: string;
}

/** Parses a message as received by SMTP: its headers (names in lower case, encoded words decoded) and its parts in order. */
export function readMessage(raw: Buffer): { headers: Map<string, string>; parts: MailPart[] } {
  // latin1 maps each byte to one character, so that a part's bytes are preserved until its encoding is known.
  const entity = readEntity(raw.toString("latin1"));
  const headers = new Map([...entity.headers].map(([name, value]) => [name, decodeWords(value)]));
  return { headers, parts: readParts(entity) };
}

function readEntity(text: string): Entity {
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end ? text.slice(end.index + end[0].length) : "" };
}

function readParts(entity: Entity): MailPart[] {
  const type = entity.headers.get("content-type") ?? "text/plain";
  const boundary = parameter(type, "boundary");
  if (/^multipart\//i.test(type) && boundary !== undefined) {
    const pieces = `\r\n${entity.body}`.split(`\n--${boundary}`).slice(1, -1);
    return pieces.flatMap((piece) =>
      readParts(readEntity(piece.replace(/^[ \t]*\r?\n/, "").replace(/\r$/, ""))),
    );
  }
  const disposition = entity.headers.get("content-disposition") ?? "";
  return [
    {
      contentType: (type.split(";")[0] ?? type).trim().toLowerCase(),
      filename: parameter(disposition, "filename") ?? parameter(type, "name"),
      content: decodeBody(entity.body, entity.headers.get("content-transfer-encoding")),
    },
  ];
}

function parameter(header: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]+))`, "i").exec(header);
  return found?.[1] ?? found?.[2];
}

function decodeBody(body: string, encoding = "7bit"): Buffer {
  if (/^base64$/i.test(encoding)) return Buffer.from(body, "base64");
  if (/^quoted-printable$/i.test(encoding)) return quotedPrintable(body.replace(/=[ \t]*\r?\n/g, ""));
  return Buffer.from(body, "latin1");
}

function quotedPrintable(text: string): Buffer {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1");
}

function decodeWords(header: string): string {
  return header.replace(/\?=\s+=\?/g, "?==?").replace(/((?:=\?utf-8\?[bq]\?[^?]*\?=)+)/gi, (run) =>
    // A character may be split between words of one run: join the bytes first.
    Buffer.concat([...run.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(wordBytes)).toString("utf8"),
  );
}

function wordBytes([, kind = "", body = ""]: RegExpMatchArray): Buffer {
  return /b/i.test(kind) ? Buffer.from(body, "base64") : quotedPrintable(body.replaceAll("_", " "));
}
