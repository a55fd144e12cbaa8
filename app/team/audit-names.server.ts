import { and, eq, inArray } from "drizzle-orm";
import { ownEvent } from "#app/events/find-events.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { apiKeys, bookings, events, sessions, users, webhookEndpoints } from "#db/schema/index.ts";
import type { AuditRow } from "./list-audit.server.ts";

/** The present names of what rows of the audit log refer to, by id. What no longer exists is missing. */
export interface AuditNames {
  users: Map<string, string>;
  keys: Map<string, string>;
  events: Map<string, { title: string; isRemoved: boolean }>;
  dates: Map<string, { eventId: string; title: string; startsAt: Date; timeZone: string }>;
  webhooks: Map<string, string>;
  bookings: Map<string, string>;
}

/** An object that rows refer to, with its kind. */
export type AuditObject = Pick<AuditRow, "objectKind" | "objectId">;

/** Finds the names that the rows need, with one query per kind of object. */
export async function findNames(
  ctx: Ctx,
  rows: readonly AuditRow[],
  filtered: { actor?: string | undefined } = {},
): Promise<AuditNames> {
  const objects = (kind: string) =>
    rows.flatMap((row) => (row.objectKind === kind ? (row.objectId ?? []) : []));
  const actors = rows.flatMap(({ actorId }) => actorId ?? []).concat(filtered.actor ?? []);
  const ofDates = rows.flatMap(({ after }) => (typeof after?.event === "string" ? after.event : []));
  const [named, keys, titled, dated, hosts, references] = await Promise.all([
    namesOfUsers(ctx, [...actors, ...objects("user"), ...objects("member")]),
    namesOfKeys(ctx, [...actors, ...objects("key")]),
    titlesOf(ctx, [...objects("event"), ...ofDates]),
    datesOf(ctx, objects("date")),
    hostsOf(ctx, objects("webhook")),
    referencesOf(ctx, objects("booking")),
  ]);
  return { users: named, keys, events: titled, dates: dated, webhooks: hosts, bookings: references };
}

async function namesOfUsers({ db }: Ctx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function namesOfKeys({ db, organizationId }: Ctx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(and(eq(apiKeys.organizationId, organizationId), inArray(apiKeys.id, ids)));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function titlesOf({ db, organizationId }: Ctx, ids: string[]): Promise<AuditNames["events"]> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: events.id, title: events.title, state: events.state })
    .from(events)
    .where(and(eq(events.organizationId, organizationId), inArray(events.id, ids)));
  return new Map(rows.map(({ id, title, state }) => [id, { title, isRemoved: state === "removed" }]));
}

async function datesOf({ db, organizationId }: Ctx, ids: string[]): Promise<AuditNames["dates"]> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({
      id: sessions.id,
      eventId: sessions.eventId,
      startsAt: sessions.startsAt,
      title: events.title,
      timeZone: events.timeZone,
    })
    .from(sessions)
    .innerJoin(events, ownEvent)
    .where(and(eq(sessions.organizationId, organizationId), inArray(sessions.id, ids)));
  return new Map(rows.map(({ id, ...date }) => [id, date]));
}

async function hostsOf({ db, organizationId }: Ctx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: webhookEndpoints.id, url: webhookEndpoints.url })
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.organizationId, organizationId), inArray(webhookEndpoints.id, ids)));
  return new Map(rows.map(({ id, url }) => [id, new URL(url).host]));
}

async function referencesOf({ db, organizationId }: Ctx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: bookings.id, reference: bookings.reference })
    .from(bookings)
    .where(and(eq(bookings.organizationId, organizationId), inArray(bookings.id, ids)));
  return new Map(rows.map(({ id, reference }) => [id, reference]));
}
