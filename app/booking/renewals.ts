/**
 * Maximum renewals per holder, scope and hour. A renewal is an extension, or a hold that follows one which was not
 * booked, whether it replaces that hold or comes after its deadline.
 */
export const MAX_RENEWALS = 3;
export const RENEWALS_WINDOW_MS = 3_600_000;
