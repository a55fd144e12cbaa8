/** Dependencies of the example website on the Reservo that it embeds. */
export interface PreviewSiteOptions {
  /** Returns the origin of Reservo, which is known only after the server has started. */
  reservo(): string;
  /** Lists the demonstration's events. */
  listEvents(): Promise<{ slug: string; title: string; organization: string }[]>;
}
