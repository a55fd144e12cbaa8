/** Where a booking came from. */
export interface BookingSource {
  /** The host of the site that its form stood on, where that is known. */
  site: string | undefined;
  /** True where the form stood on another site. */
  embedded: boolean;
  /** True where a program made it. */
  program: boolean;
  /** The campaign that led there, where the visitor's address named one. */
  campaign: string | undefined;
}

export function sourceOf(source: string | null, metadata: unknown): BookingSource {
  const said = (metadata as { attribution?: Record<string, unknown> } | null)?.attribution ?? {};
  const text = (name: string) => (typeof said[name] === "string" ? said[name] : undefined);
  const site = text("site");
  return {
    site: site && URL.canParse(site) ? new URL(site).host : undefined,
    embedded: source === "embed",
    program: source === "api",
    campaign: text("utm_campaign") ?? text("utm_source") ?? text("ref"),
  };
}
