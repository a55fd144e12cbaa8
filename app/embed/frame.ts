import { FormGuard } from "#app/elements/form-guard.ts";
import { SeatStepper } from "#app/elements/seat-stepper.ts";
import { YourTime } from "#app/elements/your-time.ts";
import { fillForms } from "./frame-fill.ts";
import { connect } from "./frame-port.ts";
import { watchPage } from "./frame-watch.ts";

// The one script of the pages in the frame. Without it they work as plain pages.

customElements.define("form-guard", FormGuard);
customElements.define("seat-stepper", SeatStepper);
customElements.define("your-time", YourTime);

const root = document.getElementById("embed-root");
if (root?.dataset.facts) {
  const facts = JSON.parse(root.dataset.facts);
  // Form D has no script beside it: what a site knows of its visitor may stand in the fragment, which no server sees.
  fillForms({ prefill: Object.fromEntries(new URLSearchParams(location.hash.slice(1))) });
  watchPage(root, facts, parent === window ? undefined : connect(facts));
}
