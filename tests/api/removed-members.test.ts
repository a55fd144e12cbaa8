import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createKey, listKeys } from "#app/organizations/api-keys.server.ts";
import { createEndpoint, listEndpoints } from "#app/webhooks/endpoints.server.ts";
import { members, users, webhookEndpoints } from "#db/schema/index.ts";
import { ctxIn, makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeUser } from "#tests/support/members.ts";
import { testContext } from "#tests/support/remix.ts";

const { db, owner } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);

test("a member who made keys and webhooks can be removed; both stay, and name a user as long as there is one", async () => {
  const { userId } = await makeUser(context, { organizationId: ctx.organizationId, role: "admin" });
  const member = ctxIn(db, ctx.organizationId, { kind: "member", id: userId });
  await createKey(member, { name: "Till", scopes: ["read"] });
  const input = { url: "https://hooks.example/", description: "", types: ["booking.held"] as const };
  expect((await createEndpoint(member, input)).ok).toBe(true);

  await db
    .delete(members)
    .where(and(eq(members.organizationId, ctx.organizationId), eq(members.userId, userId)));
  expect((await listKeys(ctx)).keys).toMatchObject([{ name: "Till", createdBy: userId }]);
  expect(await listEndpoints(ctx)).toHaveLength(1);

  await owner.db.delete(users).where(eq(users.id, userId));
  expect((await listKeys(ctx)).keys).toMatchObject([{ name: "Till", createdBy: null }]);
  expect(await db.select({ createdBy: webhookEndpoints.createdBy }).from(webhookEndpoints)).toEqual([
    { createdBy: null },
  ]);
});
