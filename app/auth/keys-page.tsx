import { Link } from "@remix-run/react";
import type { ApiKey } from "#app/organizations/api-keys.server.ts";
import { fullDate, fullTime, type Moment } from "#app/platform/dates.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { SectionPage } from "#app/ui/admin/page-shells.tsx";
import { buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { StateMark } from "#app/ui/state-mark.tsx";

interface Props {
  keys: ApiKey[];
  moment: Moment;
  now: Date;
}

/** Lists the API keys of an organisation, those that have ended too. */
export function KeysPage(page: Props) {
  const create = (
    <Link to={useAdminPaths().newKey()} className={buttonClass()}>
      New key
    </Link>
  );
  if (page.keys.length === 0) {
    return (
      <SectionPage title="API keys" hideTitle>
        <EmptyTicket
          title="No keys yet"
          line="A key lets a program of yours read, book or manage through the API."
          action={create}
        />
      </SectionPage>
    );
  }
  return (
    <SectionPage
      title="API keys"
      line="Each program should have its own, with no more scopes than it needs."
      action={create}
    >
      <div className="key-table">
        <KeyTable {...page} />
      </div>
    </SectionPage>
  );
}

function KeyTable({ keys, moment, now }: Props) {
  const paths = useAdminPaths();
  const timeOf = (at: Date) => fullTime(at, moment);
  const head = (
    <>
      <HeadCell>Name</HeadCell>
      <HeadCell>State</HeadCell>
      <HeadCell>Key</HeadCell>
      <HeadCell>Scopes</HeadCell>
      <HeadCell>Last used</HeadCell>
    </>
  );
  return (
    <DataTable label="API keys" head={head}>
      {keys.map((key) => (
        <Row key={key.id}>
          <Cell first>
            <Link to={paths.key(key.id)} discover="none">
              {key.name}
            </Link>
          </Cell>
          <Cell label="State">
            <KeyState apiKey={key} moment={moment} now={now} />
          </Cell>
          <Cell label="Key">
            <code>{`${key.prefix}…`}</code>
          </Cell>
          <Cell label="Scopes">{key.scopes.join(", ")}</Cell>
          <Cell label="Last used">{key.lastUsedAt ? timeOf(key.lastUsedAt) : "Never"}</Cell>
        </Row>
      ))}
    </DataTable>
  );
}

interface KeyStateProps {
  apiKey: Pick<ApiKey, "revokedAt" | "expiresAt">;
  moment: Moment;
  now: Date;
}

function KeyState({ apiKey: { revokedAt, expiresAt }, moment, now }: KeyStateProps) {
  if (revokedAt) return <StateMark tone="neutral">Revoked</StateMark>;
  if (!expiresAt) return <StateMark tone="ok">Live</StateMark>;
  const day = fullDate(expiresAt, moment);
  if (expiresAt <= now) return <StateMark tone="neutral">{`Expired ${day}`}</StateMark>;
  return <StateMark tone="ok">{`Live until ${day}`}</StateMark>;
}
