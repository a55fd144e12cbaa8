/**
 * How often a holder may give its holds of a scope more time within an hour: a hold that follows another one that became no
 * booking is a renewal, whether it replaces it or comes after its deadline, and so is an extension.
 */
export const MOST_RENEWALS = 3;
export const RENEWALS_COUNT_FOR_MS = 3_600_000;
