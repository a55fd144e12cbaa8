import { type Ctx, transact } from "#app/platform/ctx.ts";
import { databaseError } from "#db/client.ts";
import { createRows } from "./create.server.ts";
import type { ResourceNow } from "./find-resources.server.ts";
import { NO_RULES } from "./world.ts";

/** Makes a resource without rules: everything that fits may be booked. Refuses with RESOURCE_ALREADY_EXISTS. */
export async function createResource(
  ctx: Ctx,
  input: { id: string; type: string; capacity: number },
): Promise<{ ok: true; resource: ResourceNow } | { ok: false; refusal: "RESOURCE_ALREADY_EXISTS" }> {
  try {
    await transact(ctx, (tx) => createRows(tx, [{ ...input, rules: NO_RULES }]));
  } catch (error) {
    if (databaseError(error)?.constraint === "resources_pk") {
      return { ok: false, refusal: "RESOURCE_ALREADY_EXISTS" };
    }
    throw error;
  }
  return { ok: true, resource: { ...input, booked: 0, held: 0, setAside: 0, state: "OPEN", version: 1 } };
}
