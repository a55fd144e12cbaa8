import { expect, inject, test } from "vitest";
import { users } from "#db/schema/index.ts";
import { testDatabase } from "./database.ts";

const first = await testDatabase();
const second = await testDatabase({ max: 2 });

test("a test database has the tables and none of another test database's rows", async () => {
  const id = "0198b0a6-0000-7000-8000-000000000001";
  await first.db.insert(users).values({ id, email: "ada@example.org", name: "Ada", passwordHash: "none" });

  expect(await first.db.select().from(users)).toHaveLength(1);
  expect(await second.db.select().from(users)).toEqual([]);
});

test("the template itself allows no connection, so that it can always be copied", async () => {
  const { adminUrl, template } = inject("postgres");
  expect(new URL(adminUrl).pathname).not.toBe(`/${template}`);
  expect(new URL(first.url).pathname).not.toBe(new URL(second.url).pathname);
  const { rows, refused } = await connectToTemplate(adminUrl, template);
  expect(rows).toBe(0);
  expect(refused).toBe("55000");
});

async function connectToTemplate(
  adminUrl: string,
  template: string,
): Promise<{ rows: number; refused: unknown }> {
  const { default: postgres } = await import("postgres");
  const url = new URL(adminUrl);
  url.pathname = `/${template}`;
  const client = postgres(url.href, { max: 1 });
  try {
    return { rows: (await client`select 1`).length, refused: undefined };
  } catch (error) {
    return { rows: 0, refused: error instanceof postgres.PostgresError ? error.code : error };
  } finally {
    await client.end();
  }
}
