import { z } from "zod";
import { issue } from "#app/i18n/admin-translate.ts";
import { EVENT_TYPES } from "./event-types.ts";

const plain = (longest: number) => z.string().trim().max(longest, issue("admin.form.tooLong"));

/** What a member types about an endpoint. Whether the address may be asked is for `outgoing.check` to say. */
export const endpointForm = z.object({
  url: z
    .string({ error: issue("admin.form.webhook.url") })
    .pipe(plain(2_000).min(1, issue("admin.form.webhook.url"))),
  description: plain(200).default(""),
  types: z
    .array(z.enum(EVENT_TYPES, issue("admin.form.chooseFromList")))
    .min(1, issue("admin.form.chooseOne")),
});
