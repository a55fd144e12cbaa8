import { randomUUID } from "node:crypto";
import { book, createResources, type TakeInput } from "#app/booking/commands.server.ts";
import type { Outcome } from "#app/booking/request.ts";
import { NO_RULES, type Rules } from "#app/booking/world.ts";
import { createOrganization } from "#app/organizations/organizations.server.ts";
import { type Actor, type ActsAs, type Ctx, type CtxParts, systemCtx, transact } from "#app/platform/ctx.ts";
import { silentLog } from "#app/platform/log.ts";
import { createSigner } from "#app/platform/signer.ts";
import type { Db } from "#db/client.ts";

/** Creates an organisation, and returns a Ctx in it. */
export async function makeOrganization(db: Db, name = "Test Club"): Promise<Ctx> {
  const organizationId = await db.transaction((tx) => createOrganization(tx, { name, timeZone: "UTC" }));
  return ctxIn(db, organizationId);
}

/** The secret of the deployment under test. */
export const TEST_SECRET = "a secret of the tests, long enough to sign";
export const testSigner = createSigner(TEST_SECRET);

/** Returns the parts of every Ctx on this database. */
export function partsOf(db: Db): CtxParts {
  return { db, log: silentLog, signer: testSigner };
}

const ACTS_AS = { guest: "attendee", member: "desk", key: "program", system: "system" } as const;

/** Returns a Ctx in an organisation, by default that of a guest. */
export function ctxIn(db: Db, organizationId: string, actor: Actor = { kind: "guest" }): Ctx {
  const actsAs: ActsAs = ACTS_AS[actor.kind];
  return { ...systemCtx(partsOf(db), organizationId), now: new Date(), actor, actsAs };
}

/** Creates a resource and returns its id. Without rules everything that fits is allowed. */
export async function makeResource(
  ctx: Ctx,
  input: { capacity?: number; rules?: Partial<Rules>; id?: string } = {},
): Promise<string> {
  const { capacity = 10, rules, id = randomUUID() } = input;
  await transact(ctx, (tx) =>
    createResources(tx, [{ id, type: "pool", capacity, rules: { ...NO_RULES, ...rules } }]),
  );
  return id;
}

/** Books this many seats of one resource, or of each of several. */
export function bookSome(
  ctx: Ctx,
  resourceIds: string | string[],
  quantity = 1,
  input: Partial<TakeInput> = {},
): Promise<Outcome> {
  const claims = [resourceIds].flat().map((resourceId) => ({ resourceId, quantity }));
  return book(ctx, { claims, clientId: "client", ...input });
}
