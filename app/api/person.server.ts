import { limitsPersons, personOf } from "#app/booking/persons.server.ts";
import type { ApiCall } from "./route.ts";

/** Returns the person a booking counts against, derived from the client id; undefined if no resource limits persons. */
export async function personIn(
  { ctx, services }: Pick<ApiCall, "ctx" | "services">,
  clientId: string,
  resourceIds: readonly string[],
): Promise<string | undefined> {
  if (!(await limitsPersons(ctx, resourceIds))) return undefined;
  return personOf(services.signer, clientId);
}
