// The elements of pages to be saved or printed, and of error pages: less than half of those of a booking form.
import { CopyText } from "./copy-text.ts";
import { keepElsewhere } from "./keep-elsewhere.ts";
import { KeepTicket } from "./keep-ticket.ts";
import { PrintPage } from "./print-page.ts";
import { ShareLink } from "./share-link.ts";
import { ShowCode } from "./show-code.ts";
import { YourTime } from "./your-time.ts";

customElements.define("copy-text", CopyText);
customElements.define("keep-ticket", KeepTicket);
customElements.define("print-page", PrintPage);
customElements.define("share-link", ShareLink);
customElements.define("show-code", ShowCode);
customElements.define("your-time", YourTime);

keepElsewhere();
