/** The facts that a page depends on, so that the cache can check whether the page is still valid. See docs/decisions/0020. */
export interface PageFacts {
  /** Undefined if the page shows nothing of an organisation. */
  organizationId?: string;
  /** Slug of the event that the page is about. */
  eventSlug?: string;
  /** Resources whose availability the page shows. */
  resourceIds: readonly string[];
  /** Other topics whose changes are announced. */
  topics?: readonly string[];
  /** Moments at which the page changes by the clock alone. */
  turns?: readonly Date[];
  /** Maximum age in milliseconds, for a page that shows more than is listed here; half a minute unless given. */
  maxAgeMs?: number;
}

/** Lets a page that is the same for all visitors be cached by the host. Present only while the page may be cached. */
export interface PageCaching {
  /** Call it once the page's data are read. Errors, redirects and pages that set cookies are never cached. */
  cache(facts: PageFacts): void;
  /** Returns a placeholder for a form token, which the host replaces for each visitor. */
  formToken(purpose: string): string;
}
