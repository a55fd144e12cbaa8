import type { Db } from "./internal/drizzle-adapter.ts";

/** The database of each alternative handle. */
const databases = new WeakMap<object, object>();

/** Makes a handle share the per-database state of another one. */
export function shareState(handle: Db, database: Db): Db {
  databases.set(handle, database);
  return handle;
}

/**
 * State of an instance per database, such as its caches and queues, so that tests and instances in one process share nothing.
 * The handle for reads shares the state of the main handle.
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
