/** The bookings that an organiser can list, by what became of them. */
export const LISTED_FATES = ["confirmed", "cancelled"] as const;

export type ListedFate = (typeof LISTED_FATES)[number];
