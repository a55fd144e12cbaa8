import { limitsPersons, personOf } from "#app/booking/persons.server.ts";
import type { Call } from "./route.ts";

/** Whose limit a booking counts against, where any of its resources limits persons: the client's. */
export async function personIn(
  { ctx, services }: Pick<Call, "ctx" | "services">,
  clientId: string,
  resourceIds: readonly string[],
): Promise<string | undefined> {
  if (!(await limitsPersons(ctx, resourceIds))) return undefined;
  return personOf(services.signer, clientId);
}
