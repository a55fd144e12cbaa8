import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readForm, readTypedForm } from "./read-form.ts";

const URL_ENCODED = "application/x-www-form-urlencoded";
const schema = z.object({
  title: z.string(),
  rows: z
    .array(z.object({ label: z.string() }))
    .max(3)
    .default([]),
  tags: z.array(z.string()),
});

const post = (body: BodyInit | null, type?: string) =>
  new Request("http://book.test/x", { method: "POST", body, headers: type ? { "Content-Type": type } : {} });

/** Returns the fields of a body, or the status of the refusal. */
async function read(body: BodyInit | null, type?: string): Promise<[string, unknown][] | number> {
  try {
    return [...(await readForm(post(body, type), schema))];
  } catch (thrown) {
    if (thrown instanceof Response) return thrown.status;
    throw thrown;
  }
}

const bytes = (text: string) => new TextEncoder().encode(text);
const sent = (text: string) => read(bytes(text), URL_ENCODED);
const many = (count: number, field: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => field(i)).join("&");

describe("a posted form", () => {
  test("is read in its order, repeated names too", async () => {
    expect(await sent("a=1&b=x+y%26%C3%A9&&a=&c")).toEqual([
      ["a", "1"],
      ["b", "x y&é"],
      ["a", ""],
      ["c", ""],
    ]);
  });

  test("is the same as multipart", async () => {
    const form = new FormData();
    form.append("title", "Größe & Co\r\n2");
    form.append("rows[0].label", "x");
    expect(await read(form)).toEqual([...form]);
  });

  test("is empty without a body", async () => {
    expect(await read(null)).toEqual([]);
    expect(await read("", URL_ENCODED)).toEqual([]);
  });

  test("is read as browsers write it, whatever was typed", async () => {
    const text = fc.string({ unit: "binary", maxLength: 20 });
    const name = fc
      .string({ unit: "grapheme", maxLength: 20 })
      .filter((each) => !/[.[\]\p{Cc}]/u.test(each) && each !== "" && !(each in {}));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, text), { maxLength: 8 }), async (fields) => {
        const body = new URLSearchParams(fields);
        expect(await read(body)).toEqual([...body]);
      }),
    );
  });

  test("is a form or a refusal, whatever the bytes are", async () => {
    const type = fc.constantFrom(
      URL_ENCODED,
      "multipart/form-data; boundary=x",
      `multipart/form-data; boundary=${"x".repeat(40)}`,
      "text/plain",
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), type, async (body, mediaType) => {
        const answer = await read(Uint8Array.from(body), mediaType);
        expect(Array.isArray(answer) || answer === 400 || answer === 415).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a posted body is refused", () => {
  test.each([
    "application/json",
    "text/plain",
    "text/html",
    "application/octet-stream",
    "application/x-www-form-urlencodedx",
    "x",
  ])("with 415 where it is %s", async (type) => {
    expect(await read(bytes('{"title":"x"}'), type)).toBe(415);
  });

  test("with 415 where it does not say what it is", async () => {
    expect(await read(bytes("title=x"))).toBe(415);
  });

  test.each([
    ["a percent sign alone", "a=50%"],
    ["a broken escape", "a=%zz"],
    ["half a character", "a=%C3"],
    ["half of a surrogate pair", "a=%ED%A0%80"],
    ["a broken escape in a name", "%=1"],
  ])("with 400 for %s", async (_what, body) => {
    expect(await sent(body)).toBe(400);
  });

  test("with 400 for bytes that are not UTF-8", async () => {
    expect(await read(Uint8Array.of(0x61, 0x3d, 0xff), URL_ENCODED)).toBe(400);
  });

  const boundary = "x".repeat(30);
  const part = (name: string, more = "") =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\nx\r\n`;
  test.each([
    ["no boundary", "multipart/form-data", part("a")],
    ["an empty boundary", 'multipart/form-data; boundary=""', part("a")],
    [
      "another boundary",
      `multipart/form-data; boundary=${"y".repeat(30)}`,
      `${part("a")}--${boundary}--\r\n`,
    ],
    ["no end", `multipart/form-data; boundary=${boundary}`, part("a")],
    ["no body", `multipart/form-data; boundary=${boundary}`, ""],
    [
      "a part without a name",
      `multipart/form-data; boundary=${boundary}`,
      `--${boundary}\r\n\r\nx\r\n--${boundary}--\r\n`,
    ],
    [
      "a file",
      `multipart/form-data; boundary=${boundary}`,
      `${part("a", '; filename="a.txt"')}--${boundary}--\r\n`,
    ],
    [
      "an inherited name",
      `multipart/form-data; boundary=${boundary}`,
      `${part("__proto__")}--${boundary}--\r\n`,
    ],
    [
      "too many parts",
      `multipart/form-data; boundary=${boundary}`,
      `${part("a").repeat(2_000)}--${boundary}--\r\n`,
    ],
  ])("with 400 for multipart with %s", async (_what, type, body) => {
    expect(await read(bytes(body), type)).toBe(400);
  });

  test("with 400 where it has more fields, longer names or more names than a form", async () => {
    expect(await sent(many(2_000, () => "a"))).toHaveLength(2_000);
    expect(await sent(many(2_001, () => "a"))).toBe(400);
    expect(await sent(`${"n".repeat(100)}=1`)).toHaveLength(1);
    expect(await sent(`${"n".repeat(101)}=1`)).toBe(400);
    const long = (index: number) => String(index).padEnd(100, "n");
    expect(await sent(many(655, long))).toHaveLength(655);
    expect(await sent(many(656, long))).toBe(400);
  });

  test.each(Object.getOwnPropertyNames(Object.prototype))("with 400 for the name %s", async (name) => {
    expect(await sent(`${name}=1`)).toBe(400);
    expect(await sent(`rows[0].${name}=1`)).toBe(400);
    expect(await sent(`${name}[0].label=1`)).toBe(400);
  });

  test.each([
    ...[
      "x[0]",
      "x[100000000]",
      "x.y",
      "rows",
      "x[0].label",
      "rows[3].label",
      "rows[100000000].label",
      "rows[0]",
    ],
    ...[
      "rows[0][0]",
      "rows[0].label.more",
      "rows[0].label[0]",
      "rows[-1].label",
      "rows[1e9].label",
      "rows[].label",
    ],
    ...[
      "rows[01].label",
      "rows[0]label",
      "rows.0.label",
      "tags[0]",
      "title.x",
      "title[0]",
      "[0]",
      ".",
      "]",
      "a\0",
      "a\n",
    ],
    ...["constructor.prototype.x", `a${"[0]".repeat(30)}`, `a${".b".repeat(40)}`],
  ])("with 400 for the name %j, unless it is plain", async (name) => {
    const answer = await sent(`${encodeURIComponent(name)}=1`);
    expect(answer).toEqual(name === "rows" ? [["rows", "1"]] : 400);
  });

  test("with 400 for a text that the database cannot store, where no schema reports it at its field", async () => {
    const request = () => post(bytes("a=1&b=x%00y"), URL_ENCODED);
    await expect(readForm(request())).rejects.toMatchObject({ status: 400 });
    expect((await readForm(request(), schema)).get("b")).toBe("x\0y");
    expect((await readTypedForm(request())).get("b")).toBe("x\0y");
    expect(await readTypedForm(post(bytes("toString=1"), URL_ENCODED)).catch(({ status }) => status)).toBe(
      400,
    );
  });

  test("never for a row that the schema has, nor for a plain name that it does not have", async () => {
    const fields = "rows[0].label=a&rows[2].label=b&rows[1].other=c&unknown=d&q-1-2=e&at-once=on";
    expect(await sent(fields)).toHaveLength(6);
  });
});
