import {
  bigint,
  bigserial,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import { plants } from "./plants.ts";
import { environmentExample } from "./rules/environment-example.ts";
import { folderSizes } from "./rules/folder-sizes.ts";
import { importCycles } from "./rules/import-cycles.ts";
import { fileLengths } from "./rules/proportions.ts";
import { judgeTables } from "./rules/tables.ts";
import { rules } from "./rules.ts";

describe.each(Object.entries(rules))("%s", (name, rule) => {
  const { bad, good } = plants[name] ?? { bad: [], good: [] };

  test("what breaks it is found, in the file and on the line", () => {
    // Its plants are whole folders: see the test below.
    if (name === "no folder of app/ has more than 40 files") return;
    expect(bad).not.toEqual([]);
    for (const [path, text] of bad) {
      const last = name === "functions stay under 60 lines" ? undefined : text.trimEnd().split("\n").length;
      const offences = rule([{ path, text }]);
      expect(
        offences.map(({ file }) => file),
        `${path}: ${text.slice(0, 100)}`,
      ).toEqual([path]);
      if (last !== undefined && name !== "files stay short") expect(offences[0]?.line, text).toBe(last);
    }
  });

  test("what comes close is let be", () => {
    for (const [path, text] of good)
      expect(rule([{ path, text }]), `${path}: ${text.slice(0, 100)}`).toEqual([]);
  });
});

test("one file in twenty of the product may be long, and no more", () => {
  const project = (long: number) =>
    Array.from({ length: 40 }, (_, index) => ({
      path: `app/events/a${index}.ts`,
      text: "a\n".repeat(index < long ? 250 : 249),
    }));
  expect(fileLengths(project(2))).toEqual([]);
  expect(fileLengths(project(3)).map(({ file }) => file)).toEqual([
    "app/events/a0.ts",
    "app/events/a1.ts",
    "app/events/a2.ts",
  ]);
});

test("a folder of more than 40 files is found, and its tests are not counted", () => {
  const folder = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ path: `app/events/a${index}.ts`, text: "" }));
  const tests = [{ path: "app/events/a.test.ts", text: "" }];
  expect(folderSizes([...folder(40), ...tests])).toEqual([]);
  expect(folderSizes(folder(41)).map(({ what }) => what)).toEqual([
    "app/events/ has 41 files, more than 40: split it by meaning",
  ]);
});

test("an import cycle of three files is found in each of them, with the way around", () => {
  const files = [
    { path: "app/events/a.ts", text: 'import { b } from "./b.ts";' },
    { path: "app/events/b.ts", text: 'import type { C } from "#app/checkout/c.ts";' },
    { path: "app/checkout/c.ts", text: 'export const a = import("#app/events/a.ts");' },
    { path: "app/events/d.ts", text: 'import { a } from "./a.ts";' },
  ];
  expect(importCycles(files).map(({ file, what }) => `${file}: ${what}`)).toEqual([
    "app/events/a.ts: an import cycle: app/events/a.ts -> app/events/b.ts -> app/checkout/c.ts -> app/events/a.ts",
    "app/events/b.ts: an import cycle: app/events/b.ts -> app/checkout/c.ts -> app/events/a.ts -> app/events/b.ts",
    "app/checkout/c.ts: an import cycle: app/checkout/c.ts -> app/events/a.ts -> app/events/b.ts -> app/checkout/c.ts",
  ]);
});

test("an environment example that misses a setting, has one too many or one twice is found", () => {
  const example = {
    path: ".env.example",
    text: "# The port.\nPORT=3000\n# HOST=127.0.0.1\nPROT=1\nPORT=1\n",
  };
  expect(
    environmentExample(example, ["PORT", "HOST", "LOG_LEVEL"]).map(({ line, what }) => `${line} ${what}`),
  ).toEqual(["1 LOG_LEVEL is not in it", "4 PROT is no setting", "5 PORT stands there twice"]);
});

const owner = () => uuid("organization_id").notNull();

test("tables that cannot be spread by organisation are found", () => {
  const parents = pgTable(
    "parents",
    { organizationId: owner(), id: uuid("id").notNull(), code: uuid("code").unique("parents_code") },
    (t) => [
      primaryKey({ columns: [t.id, t.organizationId] }),
      unique("parents_pair").on(t.id, t.organizationId),
    ],
  );
  const children = pgTable(
    "children",
    {
      organizationId: owner(),
      id: bigserial("id", { mode: "number" }),
      parentId: uuid("parent_id"),
      seatCount: integer("seat_count"),
    },
    (t) => [
      primaryKey({ columns: [t.organizationId, t.id] }),
      foreignKey({ name: "children_parent", columns: [t.parentId], foreignColumns: [parents.id] }),
      index("children_partial").on(t.parentId).where(t.seatCount.getSQL()),
    ],
  );
  expect(judgeTables([parents, children])).toEqual([
    "parents: organization_id is not first in the primary key",
    "parents: parents_pair is unique without organization_id first",
    "parents: parents_code is unique without organization_id first",
    "children: children_parent refers to parents without organization_id",
    "children: no index begins with parent_id of children_parent",
    "children.id draws from a sequence, which all organisations would share",
    "children.seat_count is integer, not bigint",
  ]);
});

test("a table that keeps the rules is let be", () => {
  const parents = pgTable("parents", { organizationId: owner(), id: uuid("id").notNull() }, (t) => [
    primaryKey({ columns: [t.organizationId, t.id] }),
  ]);
  const children = pgTable(
    "children",
    {
      organizationId: owner(),
      id: uuid("id").notNull(),
      parentId: uuid("parent_id"),
      seatCount: bigint("seat_count", { mode: "number" }),
    },
    (t) => [
      primaryKey({ columns: [t.organizationId, t.id] }),
      foreignKey({
        columns: [t.organizationId, t.parentId],
        foreignColumns: [parents.organizationId, parents.id],
      }),
      index("children_parent").on(t.organizationId, t.parentId),
    ],
  );
  expect(judgeTables([parents, children])).toEqual([]);
});
