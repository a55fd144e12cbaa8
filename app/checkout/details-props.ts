import type { Typed } from "#app/questions/booking-form.ts";
import type { DetailsPageData } from "./details-page.server.ts";
import type { FormProblem } from "./form-problem.ts";
import type { Surface } from "./surface.ts";

/** Properties of the page's components. */
export interface DetailsProps {
  page: DetailsPageData;
  surface: Surface;
  typed: Typed | undefined;
  problem: FormProblem | undefined;
  /** Result of the submitted form, announced to screen readers. */
  done: string | undefined;
  /** Number of seats to book. */
  seats: number;
  /** The requested seats are taken: other dates are offered, and the typed details are kept. */
  elsewhere: boolean;
}

/** The id of the form, for the controls outside of it. */
export const FORM = "booking";

/** Returns whether a hold has ended without a booking. */
export function isOver(fate: string): boolean {
  return fate === "expired" || fate === "cancelled";
}

/** Returns the maximum number of seats that a live hold can be changed to; undefined if only one is possible or no hold is live. */
export function maxSeats({ page, seats }: Pick<DetailsProps, "page" | "seats">): number | undefined {
  const { event, hold, panel } = page;
  const most = Math.max(Math.min(event.maxPerBooking, page.seats + panel.maxSeats), seats);
  return hold?.fate === "pending" && most > 1 ? most : undefined;
}
