import { expect, test } from "vitest";
import { sourceOf } from "#app/attendees/booking-source.ts";
import { metadataOf } from "./booking-metadata.ts";

const form = (metadata: unknown, attribution: unknown) => ({
  metadata: [JSON.stringify(metadata)],
  attribution: [JSON.stringify(attribution)],
});

test("a site's own keys and where the visitor came from are kept, and nothing else of an address", () => {
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

test("what is too much, too long or of another kind is left out", () => {
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

test("a whole number that JSON rounds is left out, and kept as text", () => {
  const metadata = [
    '{"order":9007199254740993,"text":"9007199254740993","most":9007199254740991,"price":1.5}',
  ];
  expect(metadataOf({ metadata, attribution: [""] }, {})).toEqual({
    text: "9007199254740993",
    most: "9007199254740991",
    price: "1.5",
  });
});
