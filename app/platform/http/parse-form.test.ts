import { describe, expect, test } from "vitest";
import { z } from "zod";
import { parseForm, rowLimitsOf } from "./parse-form.ts";

const row = z.object({
  id: z.uuid().optional(),
  label: z.string({ error: "Say what." }).trim().max(5, "Too long."),
  seats: z.number({ error: "Say how many." }).int("Whole."),
});
const schema = z
  .object({
    title: z.string({ error: "Give it a title." }).pipe(z.string().trim().min(1, "Give it a title.")),
    note: z.string().default(""),
    online: z.boolean().default(false),
    most: z.number({ error: "A number." }).max(9).nullable().default(null),
    kind: z.enum(["a", "b"], "Choose.").default("a"),
    tags: z.array(z.enum(["x", "y"], "Choose from the list.")),
    rows: z.array(row).max(3).default([]),
  })
  .superRefine(({ title }, { addIssue }) => {
    if (title === "no") addIssue({ code: "custom", message: "Not this.", params: { least: 7 } });
  })
  .transform((value) => ({ ...value, done: true }));

function parse(fields: Record<string, string | string[]>) {
  const form = new FormData();
  for (const [name, texts] of Object.entries(fields))
    for (const text of [texts].flat()) form.append(name, text);
  return parseForm(form, schema, ({ message, values }) => [message, ...Object.values(values)].join(" "));
}

const errorsOf = async (fields: Record<string, string | string[]>) => {
  const parsed = await parse(fields);
  return parsed.ok ? {} : parsed.errors;
};

describe("a form is parsed by its schema", () => {
  test("into texts, numbers, ticked boxes, lists and rows", async () => {
    const fields = { title: " T ", online: "on", most: " 4 ", kind: "b", tags: ["x", "y"], unknown: "?" };
    const rows = {
      "rows[0].label": "one",
      "rows[0].seats": "2",
      "rows[1].label": "two",
      "rows[1].seats": "03",
    };
    expect(await parse({ ...fields, ...rows })).toEqual({
      ok: true,
      value: {
        title: "T",
        note: "",
        online: true,
        most: 4,
        kind: "b",
        tags: ["x", "y"],
        done: true,
        rows: [
          { label: "one", seats: 2 },
          { label: "two", seats: 3 },
        ],
      },
    });
  });

  test("with defaults for what is missing or empty", async () => {
    const value = {
      title: "T",
      note: "",
      online: false,
      most: null,
      kind: "a",
      tags: [],
      rows: [],
      done: true,
    };
    expect(await parse({ title: "T" })).toEqual({ ok: true, value });
    expect(await parse({ title: "T", note: "", most: " ", kind: "", online: "" })).toEqual({
      ok: true,
      value,
    });
  });

  test("with the first of several values where one is meant", async () => {
    expect(await parse({ title: ["T", "U"], tags: "x" })).toMatchObject({
      value: { title: "T", tags: ["x"] },
    });
  });
});

describe("errors of a form", () => {
  test("are listed by field name, all at once", async () => {
    const wrong = { title: " ", most: "x", kind: "c", tags: ["x", "z"], online: "yes" };
    const rows = { "rows[0].label": "too long", "rows[0].seats": "1.5", "rows[2].seats": "one" };
    const errors = await errorsOf({ ...wrong, ...rows });
    expect(errors).toMatchObject({
      title: ["Give it a title. 1"],
      most: ["A number."],
      kind: ["Choose."],
      tags: ["Choose from the list."],
      "rows[0].label": ["Too long. 5"],
      "rows[0].seats": ["Whole."],
      "rows[1].label": ["Say what."],
      "rows[2].seats": ["Say how many."],
    });
    expect(Object.keys(errors)).toContain("online");
  });

  test("about the form as a whole have an empty name", async () => {
    expect(await errorsOf({ title: "no" })).toEqual({ "": ["Not this. 7"] });
  });

  test("include a text that the database cannot store, at its field", async () => {
    const message = ["admin.form.notStorable"];
    expect(
      await errorsOf({
        title: "a\0",
        tags: "x\0",
        "rows[0].label": "\0",
        "rows[0].seats": "1",
      }),
    ).toEqual({
      title: message,
      tags: message,
      "rows[0].label": message,
    });
    expect(await parse({ title: "T", unknown: "\0" })).toMatchObject({ ok: true });
  });
});

describe("the lists of rows of a schema", () => {
  test("are found with their maxima, inside defaults and transformations", () => {
    expect([...rowLimitsOf(schema)]).toEqual([["rows", 3]]);
    expect([...rowLimitsOf(z.string())]).toEqual([]);
  });

  test("need a maximum", () => {
    expect(() => rowLimitsOf(z.object({ rows: z.array(row) }))).toThrow(
      "The list rows of a form has no maximum.",
    );
  });
});
