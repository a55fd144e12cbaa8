import { Link } from "@remix-run/react";
import { Fragment } from "react";
import { fullTime } from "#app/platform/dates.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { ListPage } from "#app/ui/admin/page-shells.tsx";
import { buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import type { AuditEntry, SentencePart } from "./audit-entries.server.ts";
import { AuditFilters, filterParameters, isFiltered } from "./audit-filters.tsx";
import type { AuditLogPageData } from "./read-audit-page.server.ts";

/** The audit log of an organisation: who changed what, newest first, filtered and in pages. */
export function AuditLogPage(page: AuditLogPageData) {
  const { entries, query, words } = page;
  const paths = useAdminPaths();
  if (entries.length === 0 && !isFiltered(query) && query.after === undefined) {
    return (
      <ListPage title={words.title} empty={<EmptyTicket title={words.empty} line={words.emptyLine} />} />
    );
  }
  return (
    <ListPage title={words.title} line={words.line}>
      <AuditFilters {...page} />
      {entries.length > 0 ? (
        <EntryTable {...page} />
      ) : (
        <EmptyTicket
          title={words.noMatch}
          action={
            <Link to={paths.auditLog()} className={buttonClass({ kind: "quiet" })}>
              {words.showAll}
            </Link>
          }
        />
      )}
      <PageLinks {...page} />
    </ListPage>
  );
}

function EntryTable({ entries, words, moment, query }: AuditLogPageData) {
  const head = (
    <>
      <HeadCell>{words.what}</HeadCell>
      <HeadCell>{words.when}</HeadCell>
      <HeadCell>{words.via}</HeadCell>
    </>
  );
  return (
    <div className="audit-table">
      <DataTable label={words.title} head={head}>
        {entries.map((entry) => (
          <Row key={entry.sequence}>
            <Cell first>
              <Sentence entry={entry} />
              <Details entry={entry} moreWords={query.object ? undefined : words.onlyThis} />
            </Cell>
            <Cell label={words.when}>
              <time dateTime={entry.at.toISOString()}>{fullTime(entry.at, moment)}</time>
            </Cell>
            <Cell label={words.via}>{entry.channel}</Cell>
          </Row>
        ))}
      </DataTable>
    </div>
  );
}

function Sentence({ entry: { sentence } }: { entry: AuditEntry }) {
  return (
    <span className="audit-sentence">
      {sentence.map((part, index) => {
        // A sentence never changes, and may use one name twice.
        const key = `${index} ${part.text}`;
        return (
          <Fragment key={key}>
            {part.href ? (
              <Link to={part.href} discover="none">
                <Words part={part} />
              </Link>
            ) : (
              <Words part={part} />
            )}
          </Fragment>
        );
      })}
    </span>
  );
}

function Words({ part: { text, isName } }: { part: SentencePart }) {
  return isName ? <OwnWords>{text}</OwnWords> : text;
}

function Details({
  entry: { details, about },
  moreWords,
}: {
  entry: AuditEntry;
  moreWords: string | undefined;
}) {
  const hasLink = about !== undefined && moreWords !== undefined;
  if (details.length === 0 && !hasLink) return null;
  return (
    <span className="audit-details">
      {details.map((detail) => (
        <span key={detail}>{detail}</span>
      ))}
      {hasLink ? (
        <Link to={about} discover="none">
          {moreWords}
        </Link>
      ) : null}
    </span>
  );
}

function PageLinks({ query, next, words }: AuditLogPageData) {
  const paths = useAdminPaths();
  const quiet = buttonClass({ kind: "quiet" });
  if (next === undefined && query.after === undefined) return null;
  const kept = filterParameters(query);
  return (
    <p className="page-next button-row">
      {query.after === undefined ? null : (
        <Link to={paths.auditLog(kept)} className={quiet}>
          {words.newest}
        </Link>
      )}
      {next === undefined ? null : (
        <Link to={paths.auditLog({ ...kept, after: String(next) })} className={quiet}>
          {words.older}
        </Link>
      )}
    </p>
  );
}
