import { EmailHint } from "#app/elements/email-hint.ts";
import { ErrorFocus } from "#app/elements/error-focus.ts";
import { FormGuard } from "#app/elements/form-guard.ts";
import { HoldCountdown } from "#app/elements/hold-countdown.ts";
import { LiveSeats } from "#app/elements/live-seats.ts";
import { SeatStepper } from "#app/elements/seat-stepper.ts";
import { YourTime } from "#app/elements/your-time.ts";
import { fillForms } from "./frame-fill.ts";
import { connect } from "./frame-port.ts";
import { factsOf, watchPage } from "./frame-watch.ts";

// The only script of the pages in the frame. Without it they work as plain pages.

customElements.define("email-hint", EmailHint);
customElements.define("error-focus", ErrorFocus);
customElements.define("form-guard", FormGuard);
customElements.define("hold-countdown", HoldCountdown);
customElements.define("live-seats", LiveSeats);
customElements.define("seat-stepper", SeatStepper);
customElements.define("your-time", YourTime);

const root = document.getElementById("embed-root");
const facts = root && factsOf(root);
if (facts) {
  // A site without the loader may pass prefill values in the fragment, which is not sent to the server.
  fillForms({ prefill: Object.fromEntries(new URLSearchParams(location.hash.slice(1))) });
  // Keep the fragment for the next step: a redirect inherits the fragment of the form's address.
  for (const form of document.forms) form.action += location.hash;
  watchPage(root, facts, parent === window ? undefined : connect(facts));
}
