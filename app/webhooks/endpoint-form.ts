import { z } from "zod";
import type { UrlProblem } from "#app/platform/outgoing.ts";
import { EVENT_TYPES } from "./event-types.ts";

const plain = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `Use at most ${longest.toLocaleString("en-GB")} characters.`);

/** What a member types about an endpoint. Whether the address may be asked is for `outgoing.check` to say. */
export const endpointForm = z.object({
  url: z.string({ error: "Say where to send." }).pipe(plain(2_000).min(1, "Say where to send.")),
  description: plain(200).default(""),
  types: z.array(z.enum(EVENT_TYPES, "Choose from the list.")).min(1, "Choose at least one."),
});

export const URL_WORDS: Record<UrlProblem, string> = {
  malformed: "Use a full address, such as https://example.org/hooks.",
  "not-https": "The address must begin with https://.",
  credentials: "Leave the user name and password out of the address.",
  port: "Use the port 443, or one from 1024 on.",
  private: "This address leads to a private network. Use one that the internet can reach.",
};
