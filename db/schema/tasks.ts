import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, isOneOf, json, organizationId, whole } from "./columns.ts";
import { users } from "./members.ts";
import { organizations } from "./organizations.ts";
import { TASK_KINDS, TASK_STATES } from "./values.ts";

/** The reason why one item of a task was refused. */
export interface RefusedItem {
  /** Id of what the item is about, such as a resource. */
  id: string;
  refusal: string;
  /** The number of seats in conflict; 0 if it is not about seats. */
  quantity: number;
}

/** An organiser's work that is too large for one transaction: a list of items, and how many of them are done. */
export const tasks = pgTable(
  "tasks",
  {
    organizationId: organizationId().references(() => organizations.id),
    id: uuid("id").notNull(),
    kind: text("kind", { enum: TASK_KINDS }).notNull(),
    /** Id of what it changes, such as an event. A subject has at most one unfinished task. */
    subjectId: uuid("subject_id").notNull(),
    items: json("items").$type<unknown[]>().notNull(),
    total: whole("total").notNull(),
    /** Number of items that are done or refused, which is the index of the next one. */
    done: whole("done").notNull().default(0),
    refused: json("refused").$type<RefusedItem[]>().notNull().default([]),
    state: text("state", { enum: TASK_STATES }).notNull().default("unfinished"),
    /** Until then one instance works on it; after that any may resume it. */
    leasedUntil: instant("leased_until").notNull().defaultNow(),
    /** How often it was leased since an item was last done. */
    attempts: whole("attempts").notNull().default(0),
    /** The member who started it; null if the user was deleted. */
    startedBy: uuid("started_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ name: "tasks_pk", columns: [t.organizationId, t.id] }),
    foreignKey({ name: "tasks_started_by_fk", columns: [t.startedBy], foreignColumns: [users.id] }).onDelete(
      "set null",
    ),
    index("tasks_started_by_index").on(t.startedBy),
    uniqueIndex("tasks_subject_unique")
      .on(t.organizationId, t.subjectId)
      .where(sql`${t.state} = 'unfinished'`),
    index("tasks_subject_index").on(t.organizationId, t.subjectId, t.createdAt),
    index("tasks_unfinished_index").on(t.leasedUntil).where(sql`${t.state} = 'unfinished'`),
    index("tasks_ended_index").on(t.endedAt),
    check("tasks_kind", isOneOf(t.kind, TASK_KINDS)),
    check("tasks_state", isOneOf(t.state, TASK_STATES)),
    check("tasks_ended", sql`(${t.state} = 'unfinished') = (${t.endedAt} is null)`),
    check(
      "tasks_done",
      sql`${t.done} between 0 and ${t.total} and (${t.state} <> 'done' or ${t.done} = ${t.total})`,
    ),
    check("tasks_total", sql`${t.total} = jsonb_array_length(${t.items})`),
  ],
);
