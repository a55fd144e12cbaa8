import { roleOfUrl } from "#db/app-role.ts";
import { type Database, openDatabase, type ServerNotice } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { waitUntil } from "#tests/support/wait-until.ts";
import { Site } from "./embedded-postgres-site.ts";

/** How an operator can end the wait of a commit for its standby. */
export type Ending = "pg_cancel_backend" | "pg_terminate_backend";

const APP = "app";
const PROBE = "probe";
const OBSERVER = "observer";

/**
 * A server of its own, since what it shows is a setting of the whole server: commits that wait for a synchronous standby
 * which does not exist.
 */
export class StandbyCluster {
  readonly #site = new Site();
  readonly #open: Database[] = [];
  #observer: Database | undefined;
  #prober: Database | undefined;
  /** What the connections of `app` were sent beside their answers. */
  readonly notices: ServerNotice[] = [];

  async make(): Promise<Database> {
    await this.#site.make();
    const { url, ownerUrl } = await this.#site.start({
      wal_level: "replica",
      max_wal_senders: "2",
      fsync: "off",
      // An operator may have switched warnings off; ours must come all the same.
      client_min_messages: "error",
    });
    await migrate(ownerUrl, { appRole: roleOfUrl(url) });
    const open = (applicationName: string, max: number) => {
      const onNotice = (notice: ServerNotice) => void this.notices.push(notice);
      const database = openDatabase({
        url: applicationName === OBSERVER ? ownerUrl : url,
        max,
        applicationName,
        ...(applicationName === APP && { onNotice }),
      });
      this.#open.push(database);
      return database;
    };
    this.#observer = open(OBSERVER, 1);
    this.#prober = open(PROBE, 1);
    return open(APP, 5);
  }

  async unmake(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((database) => database.close()));
    await this.#site.unmake();
  }

  async #ask(text: string, params: unknown[] = []): Promise<Record<string, unknown>[]> {
    return (await this.#observer?.pool.query(text, params)) ?? [];
  }

  async #waiting(applicationName: string): Promise<number[]> {
    const rows = await this.#ask(
      "select pid from pg_stat_activity where application_name = $1 and wait_event = 'SyncRep'",
      [applicationName],
    );
    return rows.map((row) => Number(row.pid));
  }

  /** From now on every commit waits for a standby that is not there. */
  async loseStandby(): Promise<void> {
    await this.#ask("alter system set synchronous_standby_names = 'nobody'");
    await this.#ask("select pg_reload_conf()");
    // The setting reaches commits when another process of the server has read it, which shows in nothing but a commit.
    await waitUntil("commits to wait for the standby", async () => {
      let ended = false;
      const end = () => {
        ended = true;
      };
      const probe = this.#commit().then(end, end);
      const waiting = await waitUntil("the probe", async () => {
        const pids = await this.#waiting(PROBE);
        return (ended || pids.length > 0) && pids;
      });
      await this.#end("pg_cancel_backend", waiting);
      await probe;
      return waiting.length > 0;
    });
  }

  /** Commits wait for nobody again; those that wait now are let go. */
  async returnStandby(): Promise<void> {
    await this.#ask("alter system reset synchronous_standby_names");
    await this.#ask("select pg_reload_conf()");
    await this.#commit();
  }

  async #commit(): Promise<void> {
    await this.#prober?.pool.query("select pg_logical_emit_message(true, 'probe', '')");
  }

  async #end(how: Ending, pids: number[]): Promise<void> {
    for (const pid of pids) await this.#ask(`select ${how}($1)`, [pid]);
  }

  /** Waits until a commit of the app waits for the standby, and ends its wait. */
  async endWait(how: Ending): Promise<void> {
    const pids = await waitUntil("a commit to wait for the standby", async () => {
      const found = await this.#waiting(APP);
      return found.length > 0 && found;
    });
    await this.#end(how, pids);
    await waitUntil("the wait to end", async () => {
      const left = await this.#waiting(APP);
      return !left.some((pid) => pids.includes(pid));
    });
  }
}
