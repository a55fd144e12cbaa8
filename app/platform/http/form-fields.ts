/** One field of a posted form, as sent. */
export type FormField = [name: string, value: string];

/** A posted body that is not a form, or exceeds the maxima of our forms. */
export class MalformedForm extends Error {
  override name = "MalformedForm";
}

/**
 * Maximum number of fields of a form. Our largest one has a name for each of up to 1,000 people and, within the 64 KiB of a
 * body, no room for twice as many fields.
 */
const MAX_FIELDS = 2_000;
/** Maximum length of a field name. Our longest, an answer of one person (`q-<id>-999`), has 42 characters. */
const MAX_NAME_CHARACTERS = 100;
/** Maximum total length of all field names. */
const MAX_NAMES_CHARACTERS = 65_536;

/**
 * Returns the fields of an `application/x-www-form-urlencoded` body in order. Throws MalformedForm for a body that is not
 * UTF-8, has a broken percent escape or exceeds the maxima, at the first field that does.
 */
export function parseUrlEncoded(body: Uint8Array): FormField[] {
  const text = decodeUtf8(body);
  const fields = createFieldList();
  for (let start = 0; start < text.length; ) {
    const separator = text.indexOf("&", start);
    const end = separator < 0 ? text.length : separator;
    const pair = text.slice(start, end);
    const equals = pair.indexOf("=");
    const [name, value] = equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
    if (pair !== "") fields.add(decodePercent(name), decodePercent(value));
    start = end + 1;
  }
  return fields.all;
}

/**
 * Returns the fields of a `multipart/form-data` body in order. Throws MalformedForm for a body that is incomplete, has more
 * parts than the maximum of fields, or contains a file: none of our forms has a file field.
 */
export async function parseMultipart(
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
): Promise<FormField[]> {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType);
  const delimiter = `--${boundary?.[1] ?? boundary?.[2] ?? ""}`;
  if (delimiter === "--") throw new MalformedForm("The boundary is missing.");
  // Counted in the text, since the platform's parser builds all parts before it returns any.
  countParts(new TextDecoder("latin1").decode(body), delimiter);
  const fields = createFieldList();
  for (const [name, value] of await parseParts(body, contentType)) {
    if (typeof value !== "string") throw new MalformedForm(`The field ${name.slice(0, 40)} is a file.`);
    fields.add(name, value);
  }
  return fields.all;
}

function createFieldList() {
  const all: FormField[] = [];
  let namesCharacters = 0;
  const add = (name: string, value: string) => {
    namesCharacters += name.length;
    if (all.length >= MAX_FIELDS) throw new MalformedForm(`There are more than ${MAX_FIELDS} fields.`);
    if (name.length > MAX_NAME_CHARACTERS || namesCharacters > MAX_NAMES_CHARACTERS) {
      throw new MalformedForm("The names of the fields are too long.");
    }
    all.push([name, value]);
  };
  return { all, add };
}

function countParts(text: string, delimiter: string): void {
  let parts = 0;
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + delimiter.length)) {
    parts += 1;
    if (parts > MAX_FIELDS) throw new MalformedForm(`There are more than ${MAX_FIELDS} parts.`);
  }
}

async function parseParts(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(body, { headers: { "Content-Type": contentType } }).formData();
  } catch (cause) {
    throw new MalformedForm("The parts cannot be read.", { cause });
  }
}

function decodeUtf8(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch (cause) {
    throw new MalformedForm("The body is not UTF-8.", { cause });
  }
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch (cause) {
    throw new MalformedForm("A percent escape is broken.", { cause });
  }
}
