import { expect, test } from "vitest";
import type { z } from "zod";
import { setUpForm } from "#app/auth/set-up-form.server.ts";
import { settingsForm } from "#app/auth/settings-form.ts";
import { eventForm } from "#app/events/editor/event-form.ts";
import { adminServerTranslator, issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { keyForm } from "#app/organizations/key-form.ts";
import { parseForm } from "#app/platform/http/parse-form.ts";
import { endpointForm } from "#app/webhooks/endpoint-form.ts";

/** Every form of organisers that a schema parses, with the fields that people type into. */
const FORMS: [name: string, schema: z.ZodType, typed: string[]][] = [
  [
    "an event",
    eventForm,
    [
      ...["title", "description", "place", "price", "contactEmail", "message", "timeZone", "stock"],
      ...["maxPerBooking", "maxPerPerson", "opensAt", "closesBefore", "cancelBefore", "holdMinutes"],
      ...["extendMinutes", "embedSites", "locale", "sessions[0].startsAt", "sessions[0].endsAt"],
      ...["sessions[0].capacity", "sessions[0].label", "questions[0].label", "questions[0].hint"],
      ...["questions[0].options"],
    ],
  ],
  ["an API key", keyForm, ["name", "scopes", "lifetime"]],
  ["a webhook", endpointForm, ["url", "description", "types"]],
  ["the set-up", setUpForm, ["organization", "timeZone", "country", "name", "email", "password"]],
  [
    "the settings",
    settingsForm,
    ["name", "contactEmail", "timeZone", "country", "currency", "privacyUrl", "imprintUrl"],
  ],
];

const LONG = "x".repeat(30_000);
const TYPED = [
  "",
  " ",
  "x",
  "x\nx",
  "a\nb",
  LONG,
  `${LONG}@example.org`,
  "0",
  "-1",
  "0.5",
  "9999999999",
  "\0",
];

const GENERAL = adminServerTranslator("en")("admin.form.invalid");

test.each(FORMS)(
  "whatever is typed into the form of %s, its messages are in the catalogue",
  async (...form) => {
    const [, schema, fields] = form;
    const failures = new Set<string>();
    const translate = issueTranslator(adminServerTranslator("en"));
    for (const field of fields) {
      for (const text of TYPED) {
        const sent = new FormData();
        sent.set("questions[0].type", "choice");
        sent.set(field, text);
        const parsed = await parseForm(sent, schema, (issue) => {
          const words = translate(issue);
          // A message whose placeholder has no value would show its braces.
          failures.add(words === GENERAL || words.includes("{{") ? `${field}: ${issue.message}` : "");
          return words;
        });
        expect(parsed.ok).toBe(false);
      }
    }
    expect([...failures]).toEqual([""]);
  },
);
