import type { AdminServerTranslate } from "#app/i18n/admin-server-translate.ts";
import { fullTime, type Moment } from "#app/platform/dates.ts";
import type { AdminPaths } from "#app/platform/http/paths.ts";
import { formatReference } from "#app/ui/reference.tsx";
import { sentenceOf } from "./audit-actions.ts";
import { fieldLabels } from "./audit-fields.ts";
import type { AuditNames, AuditObject } from "./audit-names.server.ts";
import type { AuditRow } from "./list-audit.server.ts";

/** A part of a sentence: words, or a name, which may be a link. */
export interface SentencePart {
  text: string;
  isName: boolean;
  href: string | undefined;
}

/** A row of the audit log in words. */
export interface AuditEntry {
  sequence: number;
  at: Date;
  sentence: SentencePart[];
  /** What changed, as short phrases. */
  details: string[];
  channel: string;
  /** The page with all entries about the object. */
  about: string | undefined;
}

/** The inputs of the words of entries. */
export interface EntryWords {
  names: AuditNames;
  t: AdminServerTranslate;
  paths: AdminPaths;
  locale: Moment["locale"];
}

/** Returns a row of the audit log in words. */
export function entryOf(row: AuditRow, words: EntryWords): AuditEntry {
  const { sequence, at, channel, objectId } = row;
  return {
    sequence,
    at,
    sentence: sentenceParts(row, words),
    details: detailsOf(row, words),
    channel: words.t(`admin.audit.channel.${channel}`),
    about: objectId === null ? undefined : words.paths.auditLog({ object: objectId }),
  };
}

const MARK = "\u0001";

function sentenceParts(row: AuditRow, words: EntryWords): SentencePart[] {
  const { t } = words;
  const key = sentenceOf(row.action);
  const marks = { actor: `${MARK}actor${MARK}`, object: `${MARK}object${MARK}` };
  const text = key ? t(key, marks) : t("admin.audit.otherAction", { actor: marks.actor, action: row.action });
  return text.split(MARK).flatMap((part, index): SentencePart[] => {
    if (index % 2 === 1) return [part === "actor" ? actorOf(row, words) : namedObject(row, words)];
    return part === "" ? [] : [{ text: part, isName: false, href: undefined }];
  });
}

const ENVIRONMENT_KEY = /^00000000-0000-4000-8000-00000000a00\d$/;

/** Returns the name of who made a change, as a link to everything that they changed. */
export function actorOf(
  { actorKind, actorId }: Pick<AuditRow, "actorKind" | "actorId">,
  { names, t, paths }: Pick<EntryWords, "names" | "t" | "paths">,
): SentencePart {
  const id = actorId ?? "";
  const name = actorKind === "key" ? names.keys.get(id) : names.users.get(id);
  const href = actorId === null ? undefined : paths.auditLog({ actor: actorId });
  if (name !== undefined) return { text: name, isName: true, href };
  const isServers = actorKind === "key" && ENVIRONMENT_KEY.test(id);
  return { text: t(`admin.audit.actor.${isServers ? "environmentKey" : actorKind}`), isName: false, href };
}

/** Returns the name of a changed object, as a link to its page while it exists. */
function namedObject(row: AuditRow, words: EntryWords): SentencePart {
  const { action, after } = row;
  const eventId = typeof after?.event === "string" ? after.event : null;
  if (action === "date.removed") return objectOf({ objectKind: "event", objectId: eventId }, words);
  if (row.objectKind === "resource")
    return { text: String(after?.resource ?? ""), isName: true, href: undefined };
  if (row.objectKind === "date") return dateOf(row.objectId, eventId, words);
  return objectOf(row, words);
}

/** Returns the name of an object with its own page. */
function objectOf({ objectKind, objectId }: AuditObject, words: EntryWords): SentencePart {
  const { names, t, paths } = words;
  const id = objectId ?? "";
  const named = (text: string | undefined, href?: string) =>
    text === undefined ? undefined : { text, isName: true, href };
  const gone = (key: "event" | "key" | "webhook" | "booking" | "user" | "other") => ({
    text: t(`admin.audit.gone.${key}`),
    isName: false,
    href: undefined,
  });
  switch (objectKind) {
    case "event": {
      const event = names.events.get(id);
      return named(event?.title, event?.isRemoved ? undefined : paths.event(id)) ?? gone("event");
    }
    case "key":
      return named(names.keys.get(id), paths.key(id)) ?? gone("key");
    case "webhook":
      return named(names.webhooks.get(id), paths.webhook(id)) ?? gone("webhook");
    case "booking": {
      const reference = names.bookings.get(id);
      if (reference === undefined) return gone("booking");
      const text = t("admin.audit.object.booking", { reference: formatReference(reference) });
      return { text, isName: false, href: paths.booking(id) };
    }
    case "user":
    case "member":
      return named(names.users.get(id)) ?? gone("user");
    default:
      return gone("other");
  }
}

function dateOf(id: string | null, eventId: string | null, words: EntryWords): SentencePart {
  const { names, t, paths, locale } = words;
  const date = names.dates.get(id ?? "");
  if (date) {
    const { title, startsAt, timeZone } = date;
    const text = t("admin.audit.object.date", { date: fullTime(startsAt, { locale, timeZone }), title });
    const isRemoved = names.events.get(date.eventId)?.isRemoved ?? false;
    return { text, isName: false, href: isRemoved ? undefined : paths.event(date.eventId) };
  }
  const event = names.events.get(eventId ?? "");
  const text = event ? t("admin.audit.gone.dateOf", { title: event.title }) : t("admin.audit.gone.date");
  return { text, isName: false, href: undefined };
}

function detailsOf({ action, before, after }: AuditRow, { t, locale }: EntryWords): string[] {
  const details: string[] = [];
  const fields = Array.isArray(after?.fields) ? after.fields.map(String) : [];
  if (fields.length > 0) {
    const list = new Intl.ListFormat(locale, { type: "unit" }).format(fieldLabels(fields, t));
    details.push(t("admin.audit.fields", { fields: list }));
  }
  const [added, changed] = [Number(after?.datesAdded ?? 0), Number(after?.datesChanged ?? 0)];
  if (added > 0) details.push(t("admin.audit.datesAdded", { count: added }));
  if (changed > 0) details.push(t("admin.audit.datesChanged", { count: changed }));
  if (action === "resource.capacity-changed") {
    const capacities = { before: Number(before?.capacity), after: Number(after?.capacity) };
    details.push(t("admin.audit.capacity", capacities));
  }
  return details;
}
