/** The fates by which an organiser can list bookings. */
export const LISTED_FATES = ["confirmed", "cancelled"] as const;

export type ListedFate = (typeof LISTED_FATES)[number];
