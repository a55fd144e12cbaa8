/** How full a resource is, for reading only: no decision rests on it. */
export interface View {
  resourceId: string;
  type: string;
  state: "OPEN" | "CLOSED" | "CANCELLED";
  capacity: number;
  booked: number;
  held: number;
  /** What can still be booked. */
  remaining: number;
  /** The sequence at which this was so. */
  version: number;
  /** From when and until when it can be booked, in epoch milliseconds; null where nothing says so. */
  opensAt: number | null;
  closesAt: number | null;
}

/** A view as it is given out, and how it came to be known. */
export interface Reading extends View {
  /** When this instance learned of it, in epoch milliseconds. */
  cachedAt: number;
  /** False when it was read for this answer. */
  isCached: boolean;
  /** True when it is older than it may be, because the database does not answer. */
  stale: boolean;
}

/** The name of a resource among those of all organisations. */
export function topicOf(organizationId: string, resourceId: string): string {
  return `${organizationId} ${resourceId}`;
}
