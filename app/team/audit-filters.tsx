import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { SearchField } from "#app/ui/admin/search-field.tsx";
import { Button, buttonClass } from "#app/ui/button.tsx";
import type { AuditQuery } from "./audit-query.ts";
import type { AuditLogPageData } from "./read-audit-page.server.ts";

/** Returns the URL parameters of the filter, for links that keep it. */
export function filterParameters({ actor, group, object, from, to }: AuditQuery) {
  return { actor, group, object, from: from || undefined, to: to || undefined };
}

/** Returns whether the filter leaves anything out. */
export function isFiltered(query: AuditQuery): boolean {
  return Object.values(filterParameters(query)).some((value) => value !== undefined);
}

/** The filter of the audit log, and a link that removes it. */
export function AuditFilters({ query, words, groups, members, keys, object }: AuditLogPageData) {
  const paths = useAdminPaths();
  const { actor = "", group = "", from, to } = query;
  return (
    <form
      // The filter is the key, so that the fields are reset when a link changes it.
      key={JSON.stringify(filterParameters(query))}
      method="get"
      action={paths.auditLog()}
      aria-label={words.filters}
      className="list-search audit-filters"
    >
      {query.object ? <input type="hidden" name="object" value={query.object} /> : null}
      <Choices label={words.who} name="actor" value={actor}>
        <option value="">{words.everyone}</option>
        {members.length > 0 ? <OptionGroup label={words.members} choices={members} /> : null}
        {keys.length > 0 ? <OptionGroup label={words.keys} choices={keys} /> : null}
      </Choices>
      <Choices label={words.about} name="group" value={group}>
        <option value="">{words.everything}</option>
        {groups.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Choices>
      <SearchField label={words.from} name="from" type="date" defaultValue={from} />
      <SearchField label={words.to} name="to" type="date" defaultValue={to} />
      <Button kind="quiet">{words.filter}</Button>
      {isFiltered(query) ? (
        <Link to={paths.auditLog()} className={buttonClass({ kind: "quiet" })}>
          {words.showAll}
        </Link>
      ) : null}
      {object ? <p className="audit-object">{object}</p> : null}
    </form>
  );
}

function OptionGroup({ label, choices }: { label: string; choices: AuditLogPageData["groups"] }) {
  return (
    <optgroup label={label}>
      {choices.map(({ value, label: name }) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}

/** A select of a filter form. All fields there are optional, so it is not marked as optional. */
function Choices({
  label,
  name,
  value,
  children,
}: {
  label: string;
  name: string;
  value: string;
  children: ReactNode;
}) {
  const id = `search-${name}`;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select className="input" id={id} name={name} defaultValue={value}>
        {children}
      </select>
    </div>
  );
}
