import type { BookingDetails } from "#app/attendees/booking-details.server.ts";
import type { Manageable } from "#app/attendees/manage-booking.server.ts";
import type { FieldErrors, Typed } from "#app/questions/booking-form.ts";

/** What an attendee can ask for on the page of a booking. */
export type ManageIntent = "people" | "seats" | "move" | "resend" | "cancel";

export interface ManageProblem {
  intent: ManageIntent;
  typed?: Typed;
  errors?: FieldErrors;
  /** Why it was not carried out. */
  title?: string;
  /** The seats that are wanted, where it is asked whose are released. */
  wanted?: number;
}

export interface ManageProps extends Manageable {
  booking: BookingDetails;
  token: string;
  /** What was just done. */
  done: string | undefined;
  /** Guests who must be asked about, since seats were just added for them. */
  asked: number[];
  problem: ManageProblem | undefined;
  now: Date;
}
