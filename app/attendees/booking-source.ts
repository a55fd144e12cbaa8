/** In few words where a booking came from, for a list: the site that its form stood on, and the campaign. */
export function sourceWords(source: string | null, metadata: unknown): string {
  const said = (metadata as { attribution?: Record<string, unknown> } | null)?.attribution ?? {};
  const text = (name: string) => (typeof said[name] === "string" ? said[name] : undefined);
  const site = text("site");
  const host = site && URL.canParse(site) ? new URL(site).host : undefined;
  const place = host ?? (source === "embed" ? "A form on another site" : undefined);
  return [place, text("utm_campaign") ?? text("utm_source") ?? text("ref")].filter(Boolean).join(" · ");
}
