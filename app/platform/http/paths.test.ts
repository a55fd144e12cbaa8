import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FOREIGN_TARGETS, LOCAL_TARGETS } from "#tests/support/redirect-targets.ts";
import { safeNext, withoutParameter } from "./paths.ts";

const ORIGIN = "https://reservo.example";

describe("the target of a redirect", () => {
  test.each(FOREIGN_TARGETS.map((target) => [target.slice(0, 60), target]))(
    "%j is replaced by the fallback",
    (_shown, target) => {
      expect(safeNext(target)).toBe("/admin");
      expect(safeNext(target, "/e/x")).toBe("/e/x");
      expect(withoutParameter(target, "lng")).toBe("/");
    },
  );

  test.each(LOCAL_TARGETS)("%j is kept", (target, kept) => {
    expect(safeNext(target)).toBe(kept);
  });

  test("is the fallback without a target", () => {
    expect([safeNext(null), safeNext(undefined, "/")]).toEqual(["/admin", "/"]);
  });

  test("loses a parameter, and nothing else", () => {
    expect(withoutParameter("/e/talks?session=1&lng=fr&seats=2", "lng")).toBe("/e/talks?session=1&seats=2");
    expect(withoutParameter("/?lng=fr", "lng")).toBe("/");
  });

  test("is a path of this origin, whatever was sent", () => {
    const piece = fc.constantFrom(
      ...["/", "\\", ".", "..", "%2e", "%2f", "%5c", "\t", "\n", "\r", " ", ":", "@", "?", "#", "&", "="],
      ...["evil.example", "https:", "javascript:", "x", "lng=de", "é", "\0", "\ud800"],
    );
    const texts = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(texts, fc.boolean(), (text, rooted) => {
        const sent = rooted ? `/${text}` : text;
        for (const target of [safeNext(sent), withoutParameter(sent, "lng")]) {
          expect(target).toMatch(/^\/(?![/\\])[!-~]*$/);
          expect(new URL(target, ORIGIN).origin).toBe(ORIGIN);
          expect(safeNext(target)).toBe(target);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
