import { and, asc, eq } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { people } from "#db/schema/index.ts";

/** Who a booking is for, as far as it was said; position 0 is who booked. */
export interface NamedPerson {
  position: number;
  name: string;
}

/** The people of a booking by their position. */
export function listPeople(ctx: Ctx, bookingId: string): Promise<NamedPerson[]> {
  return ctx.db
    .select({ position: people.position, name: people.name })
    .from(people)
    .where(and(eq(people.organizationId, ctx.organizationId), eq(people.bookingId, bookingId)))
    .orderBy(asc(people.position));
}
