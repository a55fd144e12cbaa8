import { foreignKey, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { bytea, orderedJson, organizationId, whole } from "./columns.ts";
import { idempotencyKeys } from "./people.ts";

/**
 * The API's responses to requests that make no booking, as sent, by idempotency key. The key itself is stored with the
 * engine's, so that a key used there is never reused here, and deleting it deletes its response.
 */
export const storedResponses = pgTable(
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
