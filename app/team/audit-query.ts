import { dayOf } from "#app/events/dates-query.ts";
import { isId } from "#app/platform/ids.ts";
import { AUDIT_GROUPS, type AuditGroup } from "./audit-actions.ts";

/** The filter of the audit log, and the row after which the page starts. */
export interface AuditQuery {
  /** The id of a member or of an API key. */
  actor: string | undefined;
  group: AuditGroup | undefined;
  /** The id of the changed object. */
  object: string | undefined;
  /** The first and the last day, such as `2026-03-14`, in the organisation's zone; empty for no limit. */
  from: string;
  to: string;
  after: number | undefined;
}

/** Reads the filter of the audit log from a query string. Invalid values are ignored. */
export function readAuditQuery(query: URLSearchParams): AuditQuery {
  const idIn = (name: string) => {
    const id = query.get(name) ?? "";
    return isId(id) ? id : undefined;
  };
  const after = query.get("after") ?? "";
  return {
    actor: idIn("actor"),
    group: AUDIT_GROUPS.find((each) => each === query.get("group")),
    object: idIn("object"),
    from: dayOf(query.get("from") ?? ""),
    to: dayOf(query.get("to") ?? ""),
    after: /^[1-9]\d{0,14}$/.test(after) ? Number(after) : undefined,
  };
}
