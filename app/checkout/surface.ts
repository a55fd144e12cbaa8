import type { ReactNode } from "react";
import * as paths from "#app/platform/http/paths.ts";
import type { Typed } from "#app/questions/booking-form.ts";

/**
 * The surface that a booking is made on: our own pages, or a frame on another site. The flow is the same on both; a surface has
 * the URLs of its steps and what differs. Its routes pass it to `loadEventPage`, `startBooking`, `loadDetailsPage` and
 * `submitDetails`, and to the components `EventPage` and `DetailsPage`. It has functions, so it is never serialised.
 */
export interface Surface {
  /** Stored with each booking. */
  name: "page" | "embed";
  eventStep(slug: string, query?: paths.EventQuery): string;
  detailsStep(slug: string, query?: paths.DetailsQuery): string;
  /** Returns the URL of the confirmation of a booking; `token` opens it. */
  doneStep(made: { slug: string; reference: string; token: string }): string;
  /**
   * How a returning visitor is identified, so that each has at most one hold per event: by a first-party cookie or, where
   * browsers block cookies, by the form's token.
   */
  holder: "cookie" | "form";
  /** Access token for the live stream of a private event, if there is no cookie. */
  access?: string | undefined;
  /** Returns the metadata to store with a booking, from the fields of its form. */
  metadataOf?(typed: Typed): Record<string, unknown> | undefined;
  /** Returns additional hidden fields of its forms. */
  formFields?(typed: Typed | undefined): ReactNode;
}

/** Our own pages under /e. */
export const ownPages: Surface = {
  name: "page",
  eventStep: paths.eventPage,
  detailsStep: paths.bookingForm,
  doneStep: ({ reference, token }) => paths.confirmationPage(reference, token),
  holder: "cookie",
};
