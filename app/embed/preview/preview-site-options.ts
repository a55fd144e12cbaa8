/** What the example website needs to know of the Reservo that it shows. */
export interface PreviewSiteOptions {
  /** Origin of Reservo, once it is known. */
  reservo(): string;
  /** What there is to show; the demonstration's own. */
  listEvents(): Promise<{ slug: string; title: string; organization: string }[]>;
}
