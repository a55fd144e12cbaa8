import { z } from "zod";
import { EVENT_ROLES, INVITED_ROLES } from "#app/auth/team-rules.ts";
import { issue } from "#app/i18n/admin-server-translate.ts";
import { emailOrText, readEmail } from "#app/platform/text/email.ts";

/** The choices of how many days an invitation is valid. */
export const INVITATION_DAYS = ["1", "7", "30"] as const;
const MAX_EVENTS = 200;

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: issue("admin.form.chooseFromList") });

/** The schema of an invitation: to an address or as a link, for the organisation or for events. */
export const inviteForm = z
  .object({
    by: oneOf(["email", "link"]),
    email: z.string().overwrite(emailOrText).max(254, issue("admin.form.tooLong")).default(""),
    role: oneOf(INVITED_ROLES as [(typeof INVITED_ROLES)[number], ...typeof INVITED_ROLES]),
    scope: oneOf(["all", "events"]),
    events: z.array(z.string()).max(MAX_EVENTS, issue("admin.form.invalid")),
    days: oneOf(INVITATION_DAYS),
  })
  .superRefine(({ by, email, role, scope, events }, ctx) => {
    const complain = (field: string, message: string) =>
      ctx.addIssue({ code: "custom", path: [field], message });
    if (by === "email" && !readEmail(email).ok) complain("email", issue("admin.form.email"));
    if (scope === "all") return;
    if (events.length === 0) complain("events", issue("admin.form.invite.events"));
    if (!EVENT_ROLES.includes(role)) complain("role", issue("admin.form.invite.roleForAll"));
  });

/** The typed values of the form. */
export interface InviteDraft {
  by: string;
  email: string;
  role: string;
  scope: string;
  events: string[];
  days: string;
}

export const NEW_INVITATION: InviteDraft = {
  by: "email",
  email: "",
  role: "desk",
  scope: "all",
  events: [],
  days: "7",
};

/** Returns the typed values, valid or not. */
export function typedInvitation(form: FormData): InviteDraft {
  const text = (name: string) => String(form.get(name) ?? "").slice(0, 300);
  return {
    by: text("by"),
    email: text("email"),
    role: text("role"),
    scope: text("scope"),
    events: form.getAll("events").map(String).slice(0, MAX_EVENTS),
    days: text("days"),
  };
}
