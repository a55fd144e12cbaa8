import { and, asc, eq } from "drizzle-orm";
import type { Ctx } from "#app/platform/ctx.ts";
import { people } from "#db/schema/index.ts";

/** A named person of a booking. Position 0 is the person who booked. */
export interface NamedPerson {
  position: number;
  name: string;
}

/** Returns the named people of a booking, by position. */
export function listPeople(ctx: Ctx, bookingId: string): Promise<NamedPerson[]> {
  return ctx.db
    .select({ position: people.position, name: people.name })
    .from(people)
    .where(and(eq(people.organizationId, ctx.organizationId), eq(people.bookingId, bookingId)))
    .orderBy(asc(people.position));
}
