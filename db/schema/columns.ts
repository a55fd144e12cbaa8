import { bigint, customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** Bytes: hashes only. Drizzle 0.45 has no bytea of its own. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

/** A count, version, quantity or sequence. Stored as bigint; JavaScript's integers are exact far beyond what a resource can reach. */
export const whole = (name: string) => bigint(name, { mode: "number" });

/** An instant. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** The organisation that a row belongs to: the first column of every key, so that data can be spread by organisation. */
export const organizationId = () => uuid("organization_id").notNull();
