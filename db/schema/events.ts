import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, isOneOf, json, organizationId, whole, withinYears } from "./columns.ts";
import { users } from "./members.ts";
import { organizations } from "./organizations.ts";
import {
  CODES_PER,
  EVENT_STATES,
  GUEST_NAMES,
  NUMBERS_SHOWN,
  QUESTION_TYPES,
  QUESTIONS_PER,
  SEAT_NOUNS,
  TIME_UNITS,
  VISIBILITIES,
} from "./values.ts";

/**
 * Something that can be booked. Its booking rules are copied to its sessions' resources, where they are applied under the lock.
 */
export const events = pgTable(
  "events",
  {
    organizationId: organizationId().references(() => organizations.id),
    id: uuid("id").notNull(),
    title: text("title").notNull(),
    description: text("description").notNull().default(""),
    place: text("place").notNull().default(""),
    timeZone: text("time_zone").notNull(),
    locale: text("locale").notNull().default("en"),
    stock: text("stock").notNull(),
    state: text("state", { enum: EVENT_STATES }).notNull().default("draft"),
    /** Whether it is listed on the organisation's page and in feeds, is found by its link alone, or needs an access code. */
    visibility: text("visibility", { enum: VISIBILITIES }).notNull().default("public"),
    /** The access code in plain text, for its organiser; stored while the event is not private, so that it can be again. */
    accessCode: text("access_code").notNull().default(""),
    /** The organiser's message to people with bookings when it was cancelled. */
    cancelReason: text("cancel_reason").notNull().default(""),
    /** True until every booking of a cancelled event has been cancelled. Another worker resumes it after a crash. */
    cancelPending: boolean("cancel_pending").notNull().default(false),
    /** True while a task saves the rest of its dates: it cannot be booked meanwhile. */
    saving: boolean("saving").notNull().default(false),
    /** True if it takes place online: then the visitor's own time is shown first. */
    online: boolean("online").notNull().default(false),
    /** Link to join it online, for people with a booking and organisers only; empty without one. */
    joinUrl: text("join_url").notNull().default(""),
    /** Displayed verbatim, such as "12 € at the door"; Reservo takes no payment. */
    price: text("price").notNull().default(""),
    /** Contact for questions; null means the organisation's address. */
    contactEmail: text("contact_email"),
    /** Additional text of the confirmation, such as what to bring. */
    message: text("message").notNull().default(""),
    /** The word for a seat of this event. */
    seatNoun: text("seat_noun", { enum: SEAT_NOUNS }).notNull().default("seat"),
    /** When the number of free seats is shown: always, when few are left, or never. */
    numbersShown: text("numbers_shown", { enum: NUMBERS_SHOWN }).notNull().default("near-end"),
    maxPerBooking: whole("max_per_booking").notNull(),
    maxPerPerson: whole("max_per_person"),
    opensAt: instant("opens_at"),
    /** Minutes before a session's start at which booking ends, and at which attendees' own changes end. */
    closesMinutesBefore: whole("closes_minutes_before").notNull().default(0),
    cancelMinutesBefore: whole("cancel_minutes_before").notNull().default(0),
    /** The units in which they were set: days are calendar days in the event's zone, hours and minutes are elapsed time. */
    closesUnit: text("closes_unit", { enum: TIME_UNITS }).notNull().default("minutes"),
    cancelUnit: text("cancel_unit", { enum: TIME_UNITS }).notNull().default("minutes"),
    holdMinutes: whole("hold_minutes").notNull().default(10),
    extendMinutes: whole("extend_minutes").notNull().default(5),
    /** Whether the names of the other guests are requested. */
    guestNames: text("guest_names", { enum: GUEST_NAMES }).notNull().default("optional"),
    /** One code to be scanned at the door per booking, or one per guest. */
    codePer: text("code_per", { enum: CODES_PER }).notNull().default("booking"),
    /** Whether programs without a key may book. */
    publicApi: boolean("public_api").notNull().default(false),
    /** Whether bookings of one network are unlimited: many people book from a school, an office or a club. */
    manyFromOneNetwork: boolean("many_from_one_network").notNull().default(false),
    /** Origins that may frame the booking form, such as https://example.org; empty means any. */
    embedSites: text("embed_sites").array().notNull().default([]),
    version: whole("version").notNull().default(1),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    /** The member who saved it last; null if the system did, or the user was deleted. */
    updatedBy: uuid("updated_by"),
    publishedAt: instant("published_at"),
  },
  (t) => [
    primaryKey({ name: "events_pk", columns: [t.organizationId, t.id] }),
    foreignKey({ name: "events_updated_by_fk", columns: [t.updatedBy], foreignColumns: [users.id] }).onDelete(
      "set null",
    ),
    index("events_updated_by_index").on(t.updatedBy),
    index("events_state_index").on(t.organizationId, t.state, t.createdAt),
    index("events_cancel_pending_index").on(t.organizationId, t.id).where(sql`${t.cancelPending}`),
    check("events_state", isOneOf(t.state, EVENT_STATES)),
    check("events_title", sql`length(${t.title}) between 1 and 200`),
    check("events_max_per_booking", sql`${t.maxPerBooking} between 1 and 1000`),
    check("events_max_per_person", sql`${t.maxPerPerson} between 1 and 1000`),
    check(
      "events_hold_minutes",
      sql`${t.holdMinutes} between 1 and 60 and ${t.extendMinutes} between 1 and 60`,
    ),
    check("events_cut_offs", sql`${t.closesMinutesBefore} >= 0 and ${t.cancelMinutesBefore} >= 0`),
    check(
      "events_cut_off_units",
      sql`${isOneOf(t.closesUnit, TIME_UNITS)} and ${isOneOf(t.cancelUnit, TIME_UNITS)}
        and (${t.closesUnit} <> 'days' or ${t.closesMinutesBefore} % 1440 = 0)
        and (${t.cancelUnit} <> 'days' or ${t.cancelMinutesBefore} % 1440 = 0)`,
    ),
    check("events_join_url", sql`${t.joinUrl} ~ '^(https://|$)' and length(${t.joinUrl}) <= 1000`),
    check("events_visibility", isOneOf(t.visibility, VISIBILITIES)),
    check(
      "events_access_code",
      sql`length(${t.accessCode}) <= 60 and (${t.visibility} <> 'private' or length(${t.accessCode}) >= 6)`,
    ),
    check("events_seat_noun", isOneOf(t.seatNoun, SEAT_NOUNS)),
    check("events_numbers_shown", isOneOf(t.numbersShown, NUMBERS_SHOWN)),
    check("events_guest_names", isOneOf(t.guestNames, GUEST_NAMES)),
    check("events_code_per", isOneOf(t.codePer, CODES_PER)),
    withinYears("events_instants", [t.opensAt]),
  ],
);

/** One dated occurrence of an event. */
export const sessions = pgTable(
  "sessions",
  {
    organizationId: organizationId(),
    id: uuid("id").notNull(),
    eventId: uuid("event_id").notNull(),
    label: text("label").notNull().default(""),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    /** Whether its resources, which were closed when the event was unpublished, open again when it is published. */
    opensWithEvent: boolean("opens_with_event").notNull().default(false),
    /** When its organiser cancelled it; null if it takes place. */
    cancelledAt: instant("cancelled_at"),
    /** The organiser's message to people with bookings when it was cancelled. */
    cancelReason: text("cancel_reason").notNull().default(""),
    /** True until every booking of a cancelled date has been cancelled, and whether its guests are notified. */
    cancelPending: boolean("cancel_pending").notNull().default(false),
    cancelNotify: boolean("cancel_notify").notNull().default(true),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "sessions_pk", columns: [t.organizationId, t.id] }),
    foreignKey({
      name: "sessions_event_fk",
      columns: [t.organizationId, t.eventId],
      foreignColumns: [events.organizationId, events.id],
    }).onDelete("cascade"),
    index("sessions_event_index").on(t.organizationId, t.eventId, t.startsAt),
    // The order of an organiser's page; it includes the end so that past sessions are skipped within the index.
    index("sessions_time_index").on(t.organizationId, t.startsAt, t.id, t.endsAt),
    index("sessions_cancel_pending_index").on(t.organizationId, t.id).where(sql`${t.cancelPending}`),
    check("sessions_order", sql`${t.endsAt} > ${t.startsAt}`),
    check(
      "sessions_cancelled",
      sql`${t.cancelledAt} is not null or (${t.cancelReason} = '' and not ${t.cancelPending})`,
    ),
    withinYears("sessions_instants", [t.startsAt, t.endsAt, t.cancelledAt]),
  ],
);

/**
 * The resources that a booking of a session claims: one, or one per time bucket. A resource is named, not referenced: a foreign
 * key would lock rows that only the booking engine locks.
 */
export const sessionResources = pgTable(
  "session_resources",
  {
    organizationId: organizationId(),
    sessionId: uuid("session_id").notNull(),
    position: whole("position").notNull(),
    resourceId: text("resource_id").notNull(),
  },
  (t) => [
    primaryKey({ name: "session_resources_pk", columns: [t.organizationId, t.sessionId, t.position] }),
    foreignKey({
      name: "session_resources_session_fk",
      columns: [t.organizationId, t.sessionId],
      foreignColumns: [sessions.organizationId, sessions.id],
    }).onDelete("cascade"),
    unique("session_resources_once").on(t.organizationId, t.sessionId, t.resourceId),
    index("session_resources_resource_index").on(t.organizationId, t.resourceId),
  ],
);

/**
 * An organiser's question besides name and email. An answered one is marked as removed, never deleted, so that its answers keep
 * their meaning.
 */
export const questions = pgTable(
  "questions",
  {
    organizationId: organizationId(),
    id: uuid("id").notNull(),
    eventId: uuid("event_id").notNull(),
    position: whole("position").notNull(),
    type: text("type", { enum: QUESTION_TYPES }).notNull(),
    label: text("label").notNull(),
    hint: text("hint").notNull().default(""),
    required: boolean("required").notNull().default(false),
    /** Whether it is asked once per booking, or for each person. */
    per: text("per", { enum: QUESTIONS_PER }).notNull().default("booking"),
    /** The choices. */
    options: json("options").$type<{ id: string; label: string }[]>().notNull().default([]),
    removedAt: instant("removed_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "questions_pk", columns: [t.organizationId, t.id] }),
    foreignKey({
      name: "questions_event_fk",
      columns: [t.organizationId, t.eventId],
      foreignColumns: [events.organizationId, events.id],
    }).onDelete("cascade"),
    index("questions_event_index").on(t.organizationId, t.eventId, t.position),
    check("questions_type", isOneOf(t.type, QUESTION_TYPES)),
    check("questions_label", sql`length(${t.label}) between 1 and 300`),
    check("questions_per", isOneOf(t.per, QUESTIONS_PER)),
  ],
);
