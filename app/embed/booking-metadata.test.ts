import { expect, test } from "vitest";
import { sourceOf } from "#app/attendees/booking-source.ts";
import { metadataOf } from "./booking-metadata.ts";

const form = (metadata: unknown, attribution: unknown) => ({
  metadata: [JSON.stringify(metadata)],
  attribution: [JSON.stringify(attribution)],
});

test("a site's own keys and the visitor's origin are stored, without queries and fragments of addresses", () => {
  const page = "https://blog.example.org/book?session=secret#x";
  const kept = metadataOf(
    form({ plan: "gold", seats: 2 }, { page, referrer: "https://search.test/?q=me", utm_source: "letter" }),
    {
      ref: "spring",
    },
  );
  expect(kept).toEqual({
    plan: "gold",
    seats: "2",
    attribution: {
      site: "https://blog.example.org",
      page: "https://blog.example.org/book",
      referrer: "https://search.test",
      utm_source: "letter",
      ref: "spring",
    },
  });
  expect(sourceOf("embed", kept)).toEqual({
    site: "blog.example.org",
    embedded: true,
    program: false,
    campaign: "letter",
  });
});

test("surplus keys and values of unknown kinds are dropped, and long values are cut", () => {
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, "x".repeat(500)]));
  const kept = metadataOf(
    form({ ...many, attribution: "mine" }, { page: "javascript:alert(1)", evil: "x", utm_term: {} }),
    {},
  );
  expect(Object.keys(kept ?? {})).toHaveLength(10);
  expect(new Set(Object.values(kept ?? {}).map((value) => String(value).length))).toEqual(new Set([200]));
  expect(metadataOf({ metadata: ["no json"], attribution: ["[]"] }, {})).toBeUndefined();
  expect(metadataOf(form({ "<b>": "x", ok: { deep: 1 } }, {}), {})).toBeUndefined();
  const unknown = { site: undefined, campaign: undefined, program: false };
  expect(sourceOf("embed", undefined)).toEqual({ ...unknown, embedded: true });
  expect(sourceOf("page", null)).toEqual({ ...unknown, embedded: false });
  expect(sourceOf("api", null)).toEqual({ ...unknown, embedded: false, program: true });
});

test("an integer that JSON rounds is dropped, and stored when sent as text", () => {
  const metadata = [
    '{"order":9007199254740993,"text":"9007199254740993","most":9007199254740991,"price":1.5}',
  ];
  expect(metadataOf({ metadata, attribution: [""] }, {})).toEqual({
    text: "9007199254740993",
    most: "9007199254740991",
    price: "1.5",
  });
});
