import { CopyText } from "./copy-text.ts";
import { ErrorFocus } from "./error-focus.ts";
import { FormGuard } from "./form-guard.ts";
import { SeatStepper } from "./seat-stepper.ts";
import { YourTime } from "./your-time.ts";

customElements.define("copy-text", CopyText);
customElements.define("error-focus", ErrorFocus);
customElements.define("form-guard", FormGuard);
customElements.define("seat-stepper", SeatStepper);
customElements.define("your-time", YourTime);
