/**
 * What a page rests on, said so that it can be asked again whether the page is still true. See docs/decisions/0020.
 */
export interface PageFacts {
  /** None where it shows nothing of one. */
  organizationId?: string;
  /** The event that it is about, by its public name. */
  eventSlug?: string;
  /** Whose availability it shows. */
  resourceIds: readonly string[];
  /** What else is announced when it changes, by topic. */
  topics?: readonly string[];
  /** When the clock alone changes what it says. */
  turns?: readonly Date[];
  /** How old it may get, in milliseconds, where not everything it shows is named here; half a minute unless given. */
  maxAgeMs?: number;
}

/** How a page that is the same for all visitors lets the host keep it. There is one only while it may be kept. */
export interface PageKeeping {
  /** To be called once the page's data are read. Errors, redirects and pages that set cookies are not kept in any case. */
  keep(facts: PageFacts): void;
  /** Stands for a form's token, which the host puts in its place for each visitor alone. */
  formToken(purpose: string): string;
}
