import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/auth/require-member.server.ts";
import { listKeys } from "#app/organizations/api-keys.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { fullDate, fullTime } from "#app/platform/dates.ts";
import * as paths from "#app/platform/http/paths.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { StateMark } from "#app/ui/state-mark.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { ctx } = await requireMember(request, context, "manageDevelopers");
  const [keys, organization] = await Promise.all([
    listKeys(ctx),
    findOrganization(ctx.db, ctx.organizationId),
  ]);
  return { keys, now: ctx.now, moment: { locale: "en", timeZone: organization?.timeZone ?? "UTC" } };
}

export const meta: MetaFunction = () => [{ title: "API keys · Reservo" }];

export default function KeysPage() {
  const { keys } = useLoaderData<typeof loader>();
  const create = (
    <Link to={paths.adminNewKey()} className={buttonClass()}>
      New key
    </Link>
  );
  if (keys.length === 0) {
    return (
      <section>
        <h2 className="sr-only">API keys</h2>
        <EmptyTicket
          title="No keys yet"
          line="A key lets a program of yours read, book or manage through the API."
          action={create}
        />
      </section>
    );
  }
  return (
    <section>
      <div className="developer-head">
        <div>
          <h2>API keys</h2>
          <p>Each program should have its own, with no more scopes than it needs.</p>
        </div>
        {create}
      </div>
      <div className="key-table">
        <KeyTable />
      </div>
    </section>
  );
}

function KeyTable() {
  const { keys, moment } = useLoaderData<typeof loader>();
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
            <Link to={paths.adminKey(key.id)} discover="none">
              {key.name}
            </Link>
          </Cell>
          <Cell label="State">
            <KeyState apiKey={key} />
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

type KeyTimes = { revokedAt: Date | null; expiresAt: Date | null };

function KeyState({ apiKey: { revokedAt, expiresAt } }: { apiKey: KeyTimes }) {
  const { now, moment } = useLoaderData<typeof loader>();
  if (revokedAt) return <StateMark tone="neutral">Revoked</StateMark>;
  if (!expiresAt) return <StateMark tone="ok">Live</StateMark>;
  const day = fullDate(expiresAt, moment);
  if (expiresAt <= now) return <StateMark tone="neutral">{`Expired ${day}`}</StateMark>;
  return <StateMark tone="ok">{`Live until ${day}`}</StateMark>;
}
