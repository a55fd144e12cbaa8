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

/** What is offered. Its rules about booking are copied to its sessions' resources, where they are decided under the lock. */
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
    /** Whether it stands on the organisation's page and in feeds, is found by its link alone, or is shown by an access code alone. */
    visibility: text("visibility", { enum: VISIBILITIES }).notNull().default("public"),
    /** The access code as its organiser gives it out; kept while the event is not private, so that it can be again. */
    accessCode: text("access_code").notNull().default(""),
    /** Words for people who are booked, where the organiser has cancelled it. */
    cancelReason: text("cancel_reason").notNull().default(""),
    /** True until every booking of a cancelled event has been cancelled: whoever stops on the way is followed by another. */
    cancelPending: boolean("cancel_pending").notNull().default(false),
    /** True while a task saves the rest of its dates: it cannot be booked meanwhile. */
    saving: boolean("saving").notNull().default(false),
    /** True where it takes place on the net: then the visitor's own time comes first. */
    online: boolean("online").notNull().default(false),
    /** Where it is joined online, for people with a booking and organisers only; empty where it is not. */
    joinUrl: text("join_url").notNull().default(""),
    /** As it is to be read, such as "12 € at the door"; no money passes through here. */
    price: text("price").notNull().default(""),
    /** Whom to ask; the organisation's address where it is not given. */
    contactEmail: text("contact_email"),
    /** What the confirmation says besides, such as what to bring. */
    message: text("message").notNull().default(""),
    /** What a place is called here, once an event. */
    seatNoun: text("seat_noun", { enum: SEAT_NOUNS }).notNull().default("seat"),
    /** When the number of free seats is shown: always, when it is near its end, or never. */
    numbersShown: text("numbers_shown", { enum: NUMBERS_SHOWN }).notNull().default("near-end"),
    maxPerBooking: whole("max_per_booking").notNull(),
    maxPerPerson: whole("max_per_person"),
    opensAt: instant("opens_at"),
    /** Minutes before a session's start at which booking it ends, and at which an attendee's own changes end. */
    closesMinutesBefore: whole("closes_minutes_before").notNull().default(0),
    cancelMinutesBefore: whole("cancel_minutes_before").notNull().default(0),
    /** In which unit they were set: days are calendar days in the event's zone, hours and minutes are elapsed time. */
    closesUnit: text("closes_unit", { enum: TIME_UNITS }).notNull().default("minutes"),
    cancelUnit: text("cancel_unit", { enum: TIME_UNITS }).notNull().default("minutes"),
    holdMinutes: whole("hold_minutes").notNull().default(10),
    extendMinutes: whole("extend_minutes").notNull().default(5),
    /** Whether the names of the other guests are asked for. */
    guestNames: text("guest_names", { enum: GUEST_NAMES }).notNull().default("optional"),
    /** One code to be scanned at the door a booking, or one a guest. */
    codePer: text("code_per", { enum: CODES_PER }).notNull().default("booking"),
    /** Whether programs without a key may book. */
    publicApi: boolean("public_api").notNull().default(false),
    /** Whether bookings of one network are not limited: many people book from a school, an office or a club. */
    manyFromOneNetwork: boolean("many_from_one_network").notNull().default(false),
    /** Origins that may frame the booking form, such as https://example.org; empty means any. */
    embedSites: text("embed_sites").array().notNull().default([]),
    version: whole("version").notNull().default(1),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    /** The member who saved it last; null where the system did, or the user is gone. */
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
    /** When its organiser cancelled it; null for one that takes place. */
    cancelledAt: instant("cancelled_at"),
    /** Words for people who are booked, where it was cancelled. */
    cancelReason: text("cancel_reason").notNull().default(""),
    /** True until every booking of a cancelled date has been cancelled, and whether its guests are notified of that. */
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
    // What an organiser's page walks along; the end stands in it so that what is over is passed by unread.
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
 * The resources that a booking of a session claims: one, or one a time bucket. The resource is named, not referenced:
 * a foreign key would lock rows that only the booking engine locks.
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

/** What an organiser asks besides name and e-mail. One that was answered is removed, never deleted, so that its answers keep their meaning. */
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
    /** Asked once a booking, or for each person of it. */
    per: text("per", { enum: QUESTIONS_PER }).notNull().default("booking"),
    /** What can be chosen. */
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
