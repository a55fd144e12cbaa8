import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant, isOneOf, organizationId } from "./columns.ts";
import { members } from "./members.ts";

/**
 * Submitted forms of organisers' pages by idempotency key, so that one that arrives twice is processed once. The response is
 * encrypted: it may contain a secret that is shown once, or typed text.
 */
export const formResponses = pgTable(
  "form_answers",
  {
    organizationId: organizationId(),
    userId: uuid("user_id").notNull(),
    /** SHA-256 of the form's key, the path that it was sent to and the button that was pressed. */
    keyHash: bytea("key_hash").notNull(),
    /** SHA-256 of the fields, to detect a form that was changed since. */
    bodyHash: bytea("body_hash").notNull(),
    /** `unknown` if the server cannot tell whether the form was processed. */
    state: text("state", { enum: ["running", "answered", "unknown"] })
      .notNull()
      .default("running"),
    response: bytea("answer"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "form_answers_pk", columns: [t.organizationId, t.userId, t.keyHash] }),
    foreignKey({
      name: "form_answers_member_fk",
      columns: [t.organizationId, t.userId],
      foreignColumns: [members.organizationId, members.userId],
    }).onDelete("cascade"),
    index("form_answers_created_index").on(t.createdAt),
    check("form_answers_state", isOneOf(t.state, ["running", "answered", "unknown"])),
    check("form_answers_answer", sql`(${t.state} = 'answered') = (${t.response} is not null)`),
  ],
);
