import { foreignKey, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { bytea, orderedJson, organizationId, whole } from "./columns.ts";
import { idempotencyKeys } from "./people.ts";

/**
 * The API's answers to calls that make no booking, as they were sent, under an idempotency key. The key itself stands
 * with the engine's, so that one used there is never used here for something else, and takes its answer along.
 */
export const keptAnswers = pgTable(
  "kept_answers",
  {
    organizationId: organizationId(),
    keyHash: bytea("key_hash").notNull(),
    status: whole("status").notNull(),
    body: orderedJson("body"),
  },
  (t) => [
    primaryKey({ name: "kept_answers_pk", columns: [t.organizationId, t.keyHash] }),
    foreignKey({
      name: "kept_answers_key_fk",
      columns: [t.organizationId, t.keyHash],
      foreignColumns: [idempotencyKeys.organizationId, idempotencyKeys.keyHash],
    }).onDelete("cascade"),
  ],
);
