import { type Typed, textOf } from "#app/questions/booking-form.ts";

/** A site's metadata for a booking, and the visitor's attribution. Stored, shown and sent unchanged; never trusted. */
export interface EmbedMetadata {
  attribution?: Attribution;
  [key: string]: unknown;
}

interface Attribution {
  /** Origin of the page that embedded the form. */
  site?: string;
  /** That page, without its query. */
  page?: string;
  referrer?: string;
  embed?: string;
  [campaign: string]: string | undefined;
}

const MAX_KEYS = 10;
const MAX_LENGTH = 200;
const KEY = /^[A-Za-z][\w.-]{0,39}$/;
const CAMPAIGN = /^(utm_(source|medium|campaign|term|content)|ref|[a-z]{2,6}clid)$/;

/** Returns the metadata to store with a booking of an embedded form: the site's keys and `attribution`, if any. */
export function metadataOf(typed: Typed, known: Record<string, string>): EmbedMetadata | undefined {
  const own = Object.entries(objectOf(textOf(typed, "metadata")))
    .filter(([key, value]) => KEY.test(key) && key !== "attribution" && isPlain(value))
    .slice(0, MAX_KEYS)
    .map(([key, value]) => [key, clean(String(value))]);
  const attribution = attributionOf({ ...known, ...objectOf(textOf(typed, "attribution")) });
  const all = { ...Object.fromEntries(own), ...(attribution && { attribution }) };
  return Object.keys(all).length > 0 ? all : undefined;
}

function attributionOf(values: Record<string, unknown>): Attribution | undefined {
  const page = addressOf(values.page);
  const found: Attribution = {
    ...(page && { site: page.origin, page: `${page.origin}${page.pathname}`.slice(0, MAX_LENGTH) }),
  };
  const referrer = addressOf(values.referrer);
  if (referrer) found.referrer = referrer.origin;
  if (typeof values.embed === "string" && /^emb_[a-z0-9]{8,40}$/.test(values.embed))
    found.embed = values.embed;
  for (const [name, value] of Object.entries(values)) {
    if (CAMPAIGN.test(name) && typeof value === "string" && value) found[name] = clean(value);
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Returns whether a value can be stored. Integers that `JSON.parse` has rounded cannot: sites can send them as text. */
function isPlain(value: unknown): boolean {
  if (typeof value === "number") return !Number.isInteger(value) || Number.isSafeInteger(value);
  return typeof value === "string" ? value !== "" : typeof value === "boolean";
}

/** Removes NULs and lone surrogates, which PostgreSQL rejects, and cuts the text to its maximum length. */
const clean = (text: string) => text.replaceAll("\0", "").toWellFormed().slice(0, MAX_LENGTH);

function addressOf(value: unknown): URL | undefined {
  if (typeof value !== "string" || value.length > 2_000 || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return url.protocol === "https:" || url.protocol === "http:" ? url : undefined;
}
