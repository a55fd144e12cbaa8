import type { ReactNode } from "react";
import * as paths from "#app/platform/http/paths.ts";
import type { Typed } from "#app/questions/booking-form.ts";

/**
 * Where a booking is made: on our own pages, or in a frame on somebody else's. The flow is the same and asks here where
 * its steps are. THE SEAM FOR THE EMBED: a surface of its own, four-line routes that hand it to `loadEventPage`,
 * `startBooking`, `loadDetailsPage` and `submitDetails` (the `*.server.ts` beside this file), and the components `EventPage`
 * and `DetailsPage`, which take it as a property. It is made where it is used and never serialised.
 */
export interface Surface {
  /** Kept with each booking. */
  name: "page" | "embed";
  eventStep(slug: string, query?: paths.EventQuery): string;
  detailsStep(slug: string, query?: paths.DetailsQuery): string;
  /** Where a booking that is made leads; `token` opens it. */
  doneStep(made: { slug: string; reference: string; token: string }): string;
  /**
   * How a visitor who comes back is known, so that each holds seats of an event once: by a first-party cookie, or, where
   * cookies do not arrive, by the token of the form alone.
   */
  holder: "cookie" | "form";
  /** Says to the stream of a private event that its code was entered, where no cookie does. */
  access?: string | undefined;
  /** What is kept with a booking besides, from what its form says. */
  metadataOf?(typed: Typed): Record<string, unknown> | undefined;
  /** What its forms carry besides, hidden. */
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
