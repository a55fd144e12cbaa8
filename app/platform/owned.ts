import { and, eq, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Ctx } from "./ctx.ts";

interface OwnedTable {
  organizationId: PgColumn;
  id: PgColumn;
}

/**
 * Returns the condition for the row with this id (or the id in a column of a join) if it belongs to the organisation: another
 * organisation's row is not found.
 */
export function owned(
  table: OwnedTable,
  { organizationId }: Pick<Ctx, "organizationId">,
  id: string | PgColumn,
): SQL {
  const condition = and(eq(table.organizationId, organizationId), eq(table.id, id));
  if (!condition) throw new Error("Combining two conditions returned none.");
  return condition;
}
