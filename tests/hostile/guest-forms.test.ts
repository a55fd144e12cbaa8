import { GUEST_FORMS } from "./guest-entry-points.ts";
import { tryForms } from "./try-forms.ts";

await tryForms("forms of guests", GUEST_FORMS);
