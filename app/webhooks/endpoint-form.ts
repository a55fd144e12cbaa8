import { z } from "zod";
import { issue } from "#app/i18n/admin-server-translate.ts";
import { optionalText, text } from "#app/questions/form-fields.ts";
import { EVENT_TYPES } from "./event-types.ts";

/** What a member types about an endpoint, with the version that the form was opened with, where there is one. Whether the address may be asked is for `outgoing.check` to say. */
export const endpointForm = z.object({
  url: text("admin.form.webhook.url", 2_000),
  description: optionalText(200),
  types: z
    .array(z.enum(EVENT_TYPES, issue("admin.form.chooseFromList")))
    .min(1, issue("admin.form.chooseOne")),
  version: z.number().int().optional(),
});
