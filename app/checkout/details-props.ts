import type { Typed } from "#app/questions/booking-form.ts";
import type { DetailsPageData } from "./details-page.server.ts";
import type { FormProblem } from "./form-problem.ts";
import type { Surface } from "./surface.ts";

/** What the parts of the page are told. */
export interface DetailsProps {
  page: DetailsPageData;
  surface: Surface;
  typed: Typed | undefined;
  problem: FormProblem | undefined;
  /** What was just done, to be said aloud. */
  done: string | undefined;
  /** How many seats the page is about. */
  seats: number;
  /** The seats that were wanted are gone: other dates are offered, and what was typed is kept. */
  elsewhere: boolean;
}

/** The id of the form, which has a control outside of it. */
export const FORM = "booking";

/** Whether a hold has ended without a booking. */
export function isOver(fate: string): boolean {
  return fate === "expired" || fate === "cancelled";
}

/** Up to how many seats a live hold can be changed in place; undefined where there is nothing to choose. */
export function mostSeats({ page, seats }: Pick<DetailsProps, "page" | "seats">): number | undefined {
  const { event, hold, panel } = page;
  const most = Math.max(Math.min(event.maxPerBooking, page.seats + panel.most), seats);
  return hold?.fate === "pending" && most > 1 ? most : undefined;
}
