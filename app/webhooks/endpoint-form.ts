import { z } from "zod";
import { issue } from "#app/i18n/admin-server-translate.ts";
import { optionalText, text } from "#app/questions/form-fields.ts";
import { EVENT_TYPES } from "./event-types.ts";

/** The schema of the endpoint form. `outgoing.check` decides whether the URL is allowed. */
export const endpointForm = z.object({
  url: text("admin.form.webhook.url", 2_000),
  description: optionalText(200),
  types: z
    .array(z.enum(EVENT_TYPES, issue("admin.form.chooseFromList")))
    .min(1, issue("admin.form.chooseOne")),
  version: z.number().int().optional(),
});
