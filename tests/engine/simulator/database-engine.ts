import { sql } from "drizzle-orm";
import { createResources } from "#app/booking/commands.server.ts";
import { run } from "#app/booking/engine.server.ts";
import { idempotencyOf } from "#app/booking/idempotency.ts";
import type { Idempotency, Outcome } from "#app/booking/request.ts";
import type { Rules } from "#app/booking/world.ts";
import { putSetting } from "#app/organizations/settings.server.ts";
import { type Ctx, transact } from "#app/platform/ctx.ts";
import type { Db } from "#db/client.ts";
import { makeOrganization, testSigner } from "#tests/support/ctx.ts";
import type { TestDatabase } from "#tests/support/database.ts";
import { type Ask, BEGINNING, bodyOf, type NewResource } from "./commands.ts";
import { observeDatabase } from "./observe-database.ts";
import { Numbers, type Observed, type Subject } from "./subject.ts";

/**
 * The real engine on PostgreSQL, in an organisation of its own. Time passes by moving every stored moment back, so that
 * the database's clock stands later against it; between two steps it only ever goes on by the time that they take.
 */
export class DatabaseEngine implements Subject {
  readonly #ctx: Ctx;
  readonly #owner: Db;
  /** Database time at which the simulation began. */
  readonly #began: number;
  readonly #numbers = new Numbers();
  #waited = 0;

  private constructor(ctx: Ctx, owner: Db, began: number) {
    this.#ctx = ctx;
    this.#owner = owner;
    this.#began = began;
  }

  static async begin({ db, owner }: TestDatabase, resources: NewResource[]): Promise<DatabaseEngine> {
    const ctx = await makeOrganization(db);
    const [clock] = await db.execute<{ now: string }>(
      sql`select floor(extract(epoch from clock_timestamp()) * 1000) as now`,
    );
    const engine = new DatabaseEngine(ctx, owner.db, Number(clock?.now));
    const made = resources.map((each) => ({ ...each, type: "pool", rules: engine.#stored(each.rules) }));
    await transact(ctx, (tx) => createResources(tx, made));
    return engine;
  }

  async perform(asks: Ask[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const ask of asks) {
      const command = this.#numbers.commandOf(ask);
      if ("until" in command && command.until !== undefined) command.until = this.#at(command.until);
      if (command.kind === "setRules") command.rules = this.#stored(command.rules);
      if (command.kind === "saveResources")
        for (const save of command.resources) if (save.rules) save.rules = this.#stored(save.rules);
      const ctx = { ...this.#ctx, actsAs: ask.actsAs };
      const outcome = this.#shown(await run(ctx, command, { idempotency: await keyOf(ask) }));
      this.#numbers.note(ask, outcome);
      outcomes.push(outcome);
    }
    return outcomes;
  }

  async wait(seconds: number): Promise<void> {
    const { db, organizationId } = this.#ctx;
    const earlier = (name: string) => sql`${sql.identifier(name)} - make_interval(secs => ${seconds})`;
    await this.#owner.transaction(async (tx) => {
      // When a booking was made never changes, except that here the clock stands for time that passes.
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`update bookings set expires_at = ${earlier("expires_at")},
        created_at = ${earlier("created_at")} where organization_id = ${organizationId}`);
    });
    await db.execute(sql`update resources set opens_at = ${earlier("opens_at")},
      closes_at = ${earlier("closes_at")}, cancel_until = ${earlier("cancel_until")}
      where organization_id = ${organizationId}`);
    this.#waited += seconds * 1_000;
  }

  setMaintenance(on: boolean): Promise<void> {
    const { db, organizationId } = this.#ctx;
    return putSetting(db, organizationId, "maintenance", { enabled: on, message: "Back soon" });
  }

  observe(): Promise<Observed> {
    return observeDatabase(this.#ctx, this.#numbers, BEGINNING - this.#began + this.#waited);
  }

  /** The outcome, with its booking made when it was made by the time of the simulation. */
  #shown(outcome: Outcome): Outcome {
    if (!outcome.ok || !outcome.booking) return outcome;
    const { booking } = outcome;
    return { ...outcome, booking: { ...booking, createdAt: booking.createdAt + this.#waited } };
  }

  /** A moment of the simulation, as the database's clock has it now. */
  #at(at: number): number {
    return at - BEGINNING + this.#began - this.#waited;
  }

  #stored(rules: Rules): Rules {
    const moment = (at: number | null) => (at === null ? null : this.#at(at));
    const { opensAt, closesAt, cancelUntil } = rules;
    return {
      ...rules,
      opensAt: moment(opensAt),
      closesAt: moment(closesAt),
      cancelUntil: moment(cancelUntil),
    };
  }
}

async function keyOf(ask: Ask): Promise<Idempotency | undefined> {
  const { command, key } = ask;
  if (key === null) return undefined;
  const body = bodyOf(ask);
  return idempotencyOf(testSigner, {
    principal: "client",
    key,
    operation: command.kind,
    body,
  });
}
