import { expect, test } from "vitest";
import { RECORDED_ADDRESSES } from "#tests/support/recorded-addresses.ts";
import { kindOfPage } from "./page-work.ts";
import { canonicalPath, isStrayData, loggedPath, surfaceOf } from "./surfaces.ts";

test.each(RECORDED_ADDRESSES)(
  "%s is an address of the surface %s",
  (address, surface, facts, kind, logged) => {
    const path = canonicalPath(new URL(`http://a.test${address}`).pathname);
    expect(path === undefined ? "public" : surfaceOf(path)).toBe(surface);
    expect(path !== undefined && isStrayData(path)).toBe(facts.split(" ").includes("stray"));
    expect(path === undefined ? "other" : kindOfPage(path)).toBe(kind);
    expect(loggedPath(path ?? "malformed")).toBe(logged ?? path);
  },
);
