import { expect, test } from "vitest";
import { findSetting, putSetting } from "#app/organizations/settings.server.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";

const { db } = await testDatabase();

test.each(["1.000", "007", "null", "true", '"quoted"', '{"a":1}', "[]", "plain", ""])(
  "the text %j that is kept as JSON comes back as this text",
  async (text) => {
    const { organizationId } = await makeOrganization(db);
    await putSetting(db, organizationId, "test", text);
    expect(await findSetting(db, organizationId, "test")).toBe(text);
  },
);
