import { and, asc, eq, isNull } from "drizzle-orm";
import type { AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import type { Moment } from "#app/platform/dates.ts";
import type { AdminPaths } from "#app/platform/http/paths.ts";
import type { Locale } from "#app/platform/locales.ts";
import { apiKeys, members, users } from "#db/schema/index.ts";
import { AUDIT_GROUPS } from "./audit-actions.ts";
import { type AuditEntry, actorOf, entryOf, type SentencePart } from "./audit-entries.server.ts";
import { findNames } from "./audit-names.server.ts";
import type { AuditQuery } from "./audit-query.ts";
import { listAudit } from "./list-audit.server.ts";

interface Choice {
  value: string;
  label: string;
}

/** The page of the audit log with its words: only the server has them, so that they are in no script. */
export interface AuditLogPageData {
  entries: AuditEntry[];
  query: AuditQuery;
  /** The cursor of the next page. */
  next: number | undefined;
  moment: Moment;
  words: ReturnType<typeof wordsOf>;
  groups: Choice[];
  members: Choice[];
  keys: Choice[];
  /** The object that the entries are limited to, in words. */
  object: string | undefined;
}

interface Reader {
  t: AdminServerTranslate;
  locale: Locale;
  paths: AdminPaths;
}

/** Reads the page of the audit log that a query selects. */
export async function readAuditPage(
  ctx: Ctx,
  query: AuditQuery,
  { t, locale, paths }: Reader,
): Promise<AuditLogPageData> {
  const [organization, choices] = await Promise.all([
    findOrganization(ctx.db, ctx.organizationId),
    listActors(ctx),
  ]);
  const timeZone = organization?.timeZone ?? "UTC";
  const { rows, next } = await listAudit(ctx, query, timeZone);
  const words = { names: await findNames(ctx, rows, query), t, paths, locale };
  const entries = rows.map((row) => entryOf(row, words));
  const isListed = [...choices.members, ...choices.keys].some(({ value }) => value === query.actor);
  const former = query.actor !== undefined && !isListed ? [choiceOf(query.actor, words)] : [];
  return {
    entries,
    query,
    next,
    moment: { locale, timeZone },
    words: wordsOf(t),
    groups: AUDIT_GROUPS.map((group) => ({ value: group, label: t(`admin.audit.group.${group}`) })),
    members: [...choices.members, ...former],
    keys: choices.keys,
    object: query.object && t("admin.audit.onlyObject", { object: objectIn(entries[0]) }),
  };
}

/** Maximum number of members, and of API keys, that the filter offers. */
const MAX_CHOICES = 200;

async function listActors({ db, organizationId }: Ctx): Promise<{ members: Choice[]; keys: Choice[] }> {
  const [people, keys] = await Promise.all([
    db
      .select({ value: users.id, label: users.name })
      .from(members)
      .innerJoin(users, eq(users.id, members.userId))
      .where(eq(members.organizationId, organizationId))
      .orderBy(asc(users.name), asc(users.id))
      .limit(MAX_CHOICES),
    db
      .select({ value: apiKeys.id, label: apiKeys.name })
      .from(apiKeys)
      .where(and(eq(apiKeys.organizationId, organizationId), isNull(apiKeys.revokedAt)))
      .orderBy(asc(apiKeys.name), asc(apiKeys.id))
      .limit(MAX_CHOICES),
  ]);
  return { members: people, keys };
}

/** Returns the choice for an actor who is no member any more, or a key that was revoked. */
function choiceOf(id: string, words: Parameters<typeof actorOf>[1]): Choice {
  const actorKind = words.names.keys.has(id) ? "key" : "member";
  return { value: id, label: actorOf({ actorKind, actorId: id }, words).text };
}

/** Returns the name of the object of an entry: the last name in its sentence. */
function objectIn(entry: AuditEntry | undefined): string {
  const linked = entry?.sentence.slice(1).findLast(({ isName, href }: SentencePart) => isName || href);
  return linked?.text ?? "–";
}

function wordsOf(t: AdminServerTranslate) {
  return {
    title: t("admin.audit.title"),
    line: t("admin.audit.line"),
    empty: t("admin.audit.empty"),
    emptyLine: t("admin.audit.emptyLine"),
    noMatch: t("admin.audit.noMatch"),
    showAll: t("admin.audit.showAll"),
    newest: t("admin.audit.newest"),
    older: t("admin.audit.older"),
    filter: t("admin.audit.filter"),
    filters: t("admin.audit.filters"),
    what: t("admin.audit.what"),
    via: t("admin.audit.via"),
    when: t("admin.audit.when"),
    who: t("admin.audit.who"),
    everyone: t("admin.audit.everyone"),
    members: t("admin.audit.members"),
    keys: t("admin.audit.keys"),
    about: t("admin.audit.about"),
    everything: t("admin.audit.everything"),
    from: t("admin.audit.from"),
    to: t("admin.audit.to"),
    onlyThis: t("admin.audit.onlyThis"),
  };
}
