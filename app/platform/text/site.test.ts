import { expect, test } from "vitest";
import { readSite } from "./site.ts";

test.each([
  ["example.org", "https://example.org"],
  ["https://Example.org/pages/book?x=1", "https://example.org"],
  ["https://*.example.org", "https://*.example.org"],
  ["https://example.org:8443", "https://example.org:8443"],
  ["https://example.org:443/", "https://example.org"],
  ["http://localhost:5173", "http://localhost:5173"],
  ["http://shop.localhost:5173", "http://shop.localhost:5173"],
  ["münchen.example", "https://xn--mnchen-3ya.example"],
])("%s becomes %s", (typed, kept) => expect(readSite(typed)).toBe(kept));

test.each([
  "http://example.org",
  "example",
  "*",
  "https://*",
  "javascript:alert(1)",
  "https://a b.org",
  "https://example.org; script-src *",
  "https://a.b;sandbox",
  "https://x.example,frame-ancestors",
  "https://ok.example@evil.example",
  "https://0x7f.1;",
  "ftp://example.org",
  "",
])("%s is not a site", (typed) => expect(readSite(typed)).toBeUndefined());
