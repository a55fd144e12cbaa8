import { EVENT_FORMS } from "./event-entry-points.ts";
import { ORGANISER_FORMS } from "./organiser-entry-points.ts";
import { tryForms } from "./try-forms.ts";

await tryForms("forms of organisers", { ...EVENT_FORMS, ...ORGANISER_FORMS });
