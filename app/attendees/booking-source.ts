/** The origin of a booking. */
export interface BookingSource {
  /** The host of the site with the booking form, if known. */
  site: string | undefined;
  /** Whether the form was embedded in another site. */
  embedded: boolean;
  /** Whether it was made through the API. */
  program: boolean;
  /** The campaign, if the visitor's URL had one. */
  campaign: string | undefined;
}

/** Returns the origin of a booking from its stored channel and metadata. Malformed metadata is ignored. */
export function sourceOf(source: string | null, metadata: unknown): BookingSource {
  const attribution = (metadata as { attribution?: Record<string, unknown> } | null)?.attribution ?? {};
  const text = (name: string) => (typeof attribution[name] === "string" ? attribution[name] : undefined);
  const site = text("site");
  return {
    site: site && URL.canParse(site) ? new URL(site).host : undefined,
    embedded: source === "embed",
    program: source === "api",
    campaign: text("utm_campaign") ?? text("utm_source") ?? text("ref"),
  };
}
