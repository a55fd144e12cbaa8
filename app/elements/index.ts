import { chooseDatesInPlace } from "./choose-date.ts";
import { CopyText } from "./copy-text.ts";
import { EmailHint } from "./email-hint.ts";
import { ErrorFocus } from "./error-focus.ts";
import { FormGuard } from "./form-guard.ts";
import { HoldCountdown } from "./hold-countdown.ts";
import { keepElsewhere } from "./keep-elsewhere.ts";
import { LiveSeats } from "./live-seats.ts";
import { OfflineBar } from "./offline-bar.ts";
import { SeatStepper } from "./seat-stepper.ts";
import { StickyBook } from "./sticky-book.ts";
import { TryAgain } from "./try-again.ts";
import { YourTime } from "./your-time.ts";

customElements.define("copy-text", CopyText);
customElements.define("email-hint", EmailHint);
customElements.define("error-focus", ErrorFocus);
customElements.define("form-guard", FormGuard);
customElements.define("hold-countdown", HoldCountdown);
customElements.define("live-seats", LiveSeats);
customElements.define("offline-bar", OfflineBar);
customElements.define("seat-stepper", SeatStepper);
customElements.define("sticky-book", StickyBook);
customElements.define("try-again", TryAgain);
customElements.define("your-time", YourTime);

chooseDatesInPlace();
keepElsewhere();
