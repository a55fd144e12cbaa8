import { afterAll } from "vitest";
import type { EngineOptions } from "#app/booking/dispatcher.server.ts";
import { setUpEngine } from "#app/booking/engine.server.ts";
import { type Database, openDatabase } from "#db/client.ts";

/**
 * Another instance on the same database: a pool and an engine of its own, closed after the file's last test. Call it at
 * the top level of the file.
 */
export function anotherInstance(url: string, options: Partial<EngineOptions> = {}, max = 10): Database {
  const database = openDatabase({ url, max });
  setUpEngine(database.db, options);
  afterAll(() => database.close());
  return database;
}
