import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  decisionHeads,
  decisionIndex,
  decisionReferences,
  documentLinks,
  documentPaths,
} from "./rules/documents.ts";
import type { Offence } from "./rules/source-file.ts";
import { readProject, root } from "./source-files.ts";

describe("the documents of the project", () => {
  const files = readProject();

  test("each decision begins with its number, title and date, and relations are recorded in both", () => {
    expect(files.filter(({ path }) => path.startsWith("docs/decisions/")).length).toBeGreaterThan(50);
    expect(lines(decisionHeads(files))).toEqual([]);
  });

  test("the index of decisions lists each of them with its title, date and status", () => {
    expect(lines(decisionIndex(files))).toEqual([]);
  });

  test("decisions that code and documents refer to exist", () => {
    expect(lines(decisionReferences(files.filter(({ path }) => !path.startsWith("tests/tidy/"))))).toEqual(
      [],
    );
  });

  test("links between documents lead to a file and a heading", () => {
    expect(lines(documentLinks(files, (path) => existsSync(join(root, path))))).toEqual([]);
  });

  test("files of the code that documents name exist", () => {
    expect(lines(documentPaths(files))).toEqual([]);
  });
});

describe("what the rules of documents find", () => {
  const decision = (name: string, text: string) => ({ path: `docs/decisions/${name}.md`, text });
  const holds = decision("0001-holds", "# 0001: Hold seats\n\n2026-01-01. Superseded by 0002.\n\nBody.\n");
  const newHolds = decision("0002-new-holds", "# 0002: Hold more\n\n2026-01-02. Supersedes 0001.\n\nBody.\n");

  test.each([
    ["a heading without a number", "# Holds\n\n2026-01-01\n\nBody.\n"],
    ["a number of another file", "# 0004: Holds\n\n2026-01-01\n\nBody.\n"],
    ["no date", "# 0003: Holds\n\nBody.\n"],
    ["another word after the date", "# 0003: Holds\n\n2026-01-01. Replaces 0001.\n\nBody.\n"],
    ["no full stop after a relation", "# 0003: Holds\n\n2026-01-01. Amends 0001\n\nBody.\n"],
  ])("a decision with %s", (_, text) => {
    expect(lines(decisionHeads([decision("0003-holds", text)]))).toEqual([
      "docs/decisions/0003-holds.md:1 does not begin with `# NNNN: Title`, an empty line and `YYYY-MM-DD`",
    ]);
  });

  test("a relation that only one of two decisions records", () => {
    expect(lines(decisionHeads([holds, newHolds]))).toEqual([]);
    const silent = decision("0001-holds", "# 0001: Hold seats\n\n2026-01-01\n\nBody.\n");
    expect(lines(decisionHeads([silent, newHolds]))).toEqual([
      'docs/decisions/0002-new-holds.md:3 Supersedes 0001, where "Superseded by 0002" is missing',
    ]);
  });

  test("an index that lacks a decision, has another title or lists one that does not exist", () => {
    const first = "| [0001](0001-holds.md) | Hold seats | 2026-01-01 | Superseded by 0002 |";
    const second = "| [0002](0002-new-holds.md) | Hold more | 2026-01-02 | Accepted |";
    const index = (...rows: string[]) => decision("README", rows.join("\n"));
    expect(lines(decisionIndex([holds, newHolds, index(first, second)]))).toEqual([]);
    expect(lines(decisionIndex([holds, newHolds, index(first)]))).toEqual([
      `docs/decisions/README.md:1 lacks ${second}`,
    ]);
    const renamed = second.replace("more", "less");
    expect(lines(decisionIndex([holds, newHolds, index(first, renamed)]))).toEqual([
      `docs/decisions/README.md:1 lacks ${second}`,
      `docs/decisions/README.md:2 is not a row of a decision, or out of order: ${renamed}`,
    ]);
    expect(lines(decisionIndex([holds, index(first, second)]))).toEqual([
      `docs/decisions/README.md:2 is not a row of a decision, or out of order: ${second}`,
    ]);
  });

  test("a reference to a decision that does not exist", () => {
    const code = { path: "app/a.ts", text: "// See decision 0001.\n// Decided in decision 0009.\n" };
    expect(lines(decisionReferences([holds, code]))).toEqual(["app/a.ts:2 decision 0009 does not exist"]);
  });

  test("links to files and headings that do not exist", () => {
    const text =
      "[a](../README.md#start-it) [b](README.md) [c](../README.md#stop-it) [d](https://example.org/x)";
    const files = [
      { path: "README.md", text: "# Reservo\n\n## Start it\n" },
      { path: "docs/api.md", text },
    ];
    const offences = documentLinks(files, (path) => files.some((file) => file.path === path));
    expect(lines(offences)).toEqual([
      "docs/api.md:1 README.md leads nowhere",
      "docs/api.md:1 ../README.md#stop-it leads nowhere",
    ]);
  });

  test("paths of files that do not exist, except in decisions", () => {
    const text = "`holds/hold.ts` and `hold.ts`, but `old.ts` and `app/hold.ts`";
    const files = [
      { path: "app/holds/hold.ts", text: "" },
      { path: "docs/holds.md", text },
      decision("0003-holds", text),
    ];
    expect(lines(documentPaths(files))).toEqual([
      "docs/holds.md:1 old.ts is not a file of the project",
      "docs/holds.md:1 app/hold.ts is not a file of the project",
    ]);
  });
});

function lines(offences: Offence[]): string[] {
  return offences.map(({ file, line, what }) => `${file}:${line} ${what}`);
}
