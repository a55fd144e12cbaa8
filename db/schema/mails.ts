import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bookings } from "./bookings.ts";
import { bytea, instant, isOneOf, json, organizationId, whole } from "./columns.ts";
import { ACCOUNT_MAIL_KINDS } from "./values.ts";

/** Place and times of an event before its organiser moved it: the moved sessions, by id. */
export interface FormerWhereabouts {
  place: string;
  /** Missing in mails that an earlier version has queued. */
  joinUrl?: string;
  sessions: Record<string, { startsAt: string; endsAt: string; timeZone: string }>;
}

/**
 * One mail about a booking and its outcome. The recipient is not stored: the address is read from the booking's person when the
 * mail is sent. A mail that follows from a history row has that row's id.
 */
export const mails = pgTable(
  "mails",
  {
    organizationId: organizationId(),
    id: uuid("id").notNull(),
    bookingId: uuid("booking_id").notNull(),
    kind: text("kind", {
      enum: ["confirmed", "changed", "cancelled", "moved", "resent", "corrected", "bookings"],
    }).notNull(),
    /** The earlier state that a mail about a move compares with; the current one is read when the mail is sent. */
    formerly: json("formerly").$type<FormerWhereabouts>(),
    /** `withheld`: the organiser chose not to send it. */
    state: text("state", { enum: ["queued", "sent", "failed", "withheld"] })
      .notNull()
      .default("queued"),
    attempts: whole("attempts").notNull().default(0),
    /** The mail server's message, without any address. */
    lastError: text("last_error"),
    dueAt: instant("due_at").notNull(),
    createdAt: instant("created_at").notNull(),
    /** When it was sent or abandoned. */
    settledAt: instant("settled_at"),
  },
  (t) => [
    primaryKey({ name: "mails_pk", columns: [t.organizationId, t.id] }),
    foreignKey({
      name: "mails_booking_fk",
      columns: [t.organizationId, t.bookingId],
      foreignColumns: [bookings.organizationId, bookings.id],
    }),
    index("mails_booking_index").on(t.organizationId, t.bookingId, t.createdAt),
    index("mails_due_index").on(t.dueAt).where(sql`${t.state} = 'queued'`),
    // An address is corrected once, and a booking is cancelled once.
    uniqueIndex("mails_corrected_once").on(t.organizationId, t.bookingId).where(sql`${t.kind} = 'corrected'`),
    uniqueIndex("mails_withheld_once").on(t.organizationId, t.bookingId).where(sql`${t.state} = 'withheld'`),
    check(
      "mails_kind",
      sql`${t.kind} in ('confirmed', 'changed', 'cancelled', 'moved', 'resent', 'corrected', 'bookings')`,
    ),
    check("mails_formerly", sql`(${t.kind} = 'moved') = (${t.formerly} is not null)`),
    check("mails_state", sql`${t.state} in ('queued', 'sent', 'failed', 'withheld')`),
    check("mails_settled", sql`(${t.state} in ('sent', 'failed')) = (${t.settledAt} is not null)`),
  ],
);

/**
 * One mail that is not about a booking: an invitation, or one about a user's sign-in. Its contents include the recipient's
 * address and may include the token of a link, so they are encrypted, and deleted once the mail is settled.
 */
export const accountMails = pgTable(
  "account_mails",
  {
    id: uuid("id").primaryKey(),
    kind: text("kind", { enum: ACCOUNT_MAIL_KINDS }).notNull(),
    /** The recipient and the values of the text, encrypted; null once the mail is settled. */
    contents: bytea("contents"),
    state: text("state", { enum: ["queued", "sent", "failed"] })
      .notNull()
      .default("queued"),
    attempts: whole("attempts").notNull().default(0),
    /** The mail server's message, without any address. */
    lastError: text("last_error"),
    dueAt: instant("due_at").notNull().defaultNow(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** When it was sent or abandoned. */
    settledAt: instant("settled_at"),
  },
  (t) => [
    index("account_mails_due_index").on(t.dueAt).where(sql`${t.state} = 'queued'`),
    index("account_mails_settled_index").on(t.settledAt),
    check("account_mails_kind", isOneOf(t.kind, ACCOUNT_MAIL_KINDS)),
    check("account_mails_state", sql`${t.state} in ('queued', 'sent', 'failed')`),
    check(
      "account_mails_settled",
      sql`(${t.state} = 'queued') = (${t.settledAt} is null) and (${t.state} = 'queued') = (${t.contents} is not null)`,
    ),
  ],
);
