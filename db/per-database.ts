import type { Db } from "./internal/drizzle-door.ts";

/** The database that a handle is another way into, by handle. */
const databases = new WeakMap<object, object>();

/** Makes a handle stand for a database: whatever is remembered of the one is remembered of the other. */
export function standFor(handle: Db, database: Db): Db {
  databases.set(handle, database);
  return handle;
}

/**
 * What an instance remembers of each database, such as its caches and queues, so that tests and instances in one process
 * share nothing. The handle for reads has what the database has.
 */
export class PerDatabase<T> {
  readonly #values = new WeakMap<object, T>();

  get(db: object): T | undefined {
    return this.#values.get(databases.get(db) ?? db);
  }

  set(db: object, value: T): void {
    this.#values.set(databases.get(db) ?? db, value);
  }
}
