import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { loadSessionSecret } from "./secret.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder("secret");
});
afterAll(() => folder.remove());

test("concurrent first starts get one long secret, readable by its owner only, and later starts the same", async () => {
  const dataDir = join(folder.path, "new", "data");
  const secrets = await Promise.all(Array.from({ length: 20 }, () => loadSessionSecret(dataDir)));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]).toMatch(/^[\w-]{43}$/);
  expect(statSync(join(dataDir, "session-secret")).mode & 0o777).toBe(0o600);
  expect(readdirSync(dataDir)).toEqual(["session-secret"]);
  expect(await loadSessionSecret(dataDir)).toBe(secrets[0]);
  expect(await loadSessionSecret(join(folder.path, "other"))).not.toBe(secrets[0]);
});

test("a damaged file is an error that says what to do, not a weak secret", async () => {
  const dataDir = join(folder.path, "damaged");
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "session-secret"), "short\n");
  await expect(loadSessionSecret(dataDir)).rejects.toThrow("is damaged. Remove the file");
});
