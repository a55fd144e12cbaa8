import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import type { Manageable } from "#app/attendees/manage-booking.server.ts";
import type { FieldErrors, Typed } from "#app/questions/booking-form.ts";

/** The actions of an attendee on the page of a booking. */
export type ManageIntent = "people" | "seats" | "move" | "resend" | "cancel";

export interface ManageProblem {
  intent: ManageIntent;
  typed?: Typed;
  errors?: FieldErrors;
  /** Why the change was refused. */
  title?: string;
  /** The requested number of seats, while the attendee has to choose whose seats to release. */
  wanted?: number;
}

export interface ManageProps extends Manageable {
  booking: BookingDetails;
  token: string;
  /** The change just made. */
  done: string | undefined;
  /** Positions of guests whose details are required, as their seats were just added. */
  asked: number[];
  problem: ManageProblem | undefined;
  now: Date;
}
