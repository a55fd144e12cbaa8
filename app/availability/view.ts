/** The availability of a resource, for display only: decisions must not depend on it. */
export interface View {
  resourceId: string;
  type: string;
  state: "OPEN" | "CLOSED" | "CANCELLED";
  capacity: number;
  /** Includes what is blocked. */
  booked: number;
  /** Quantity that is being booked at the moment. */
  held: number;
  /** The quantity that can still be booked. */
  remaining: number;
  /** The resource's sequence that this view reflects. */
  version: number;
  /** The booking window in epoch milliseconds; null for no bound. */
  opensAt: number | null;
  closesAt: number | null;
}

/** A view with its freshness. */
export interface Reading extends View {
  /** When this instance cached it, in epoch milliseconds. */
  cachedAt: number;
  /** False if it was read from the database for this request. */
  isCached: boolean;
  /** Whether it is older than the TTL because the database does not respond. */
  stale: boolean;
}

/**
 * Returns the counters for display: what blocks and tentative bookings hold looks booked, so that `held` is what is being
 * booked at the moment.
 */
export function shownCounts(stored: { booked: number; held: number; blocked: number }) {
  const { booked, held } = stored;
  // During a deploy, an instance of the previous version may free a block without lowering `blocked`.
  const blocked = Math.min(stored.blocked, held);
  return { booked: booked + blocked, held: held - blocked };
}

/** Returns the topic of a resource, unique across organisations. */
export function topicOf(organizationId: string, resourceId: string): string {
  return `${organizationId} ${resourceId}`;
}
