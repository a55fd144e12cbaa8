import { Link } from "@remix-run/react";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { EndpointStateMark } from "./endpoint-state.tsx";
import type { Endpoint } from "./endpoints.server.ts";
import { EVENT_TYPES } from "./event-types.ts";

/** An organisation's endpoints, oldest first. */
export function EndpointTable({ endpoints }: { endpoints: Endpoint[] }) {
  const paths = useAdminPaths();
  const head = (
    <>
      <HeadCell>Address</HeadCell>
      <HeadCell>State</HeadCell>
      <HeadCell>Sends</HeadCell>
      <HeadCell>For</HeadCell>
    </>
  );
  return (
    <DataTable label="Webhooks" head={head}>
      {endpoints.map((endpoint) => (
        <Row key={endpoint.id}>
          <Cell first>
            <Link to={paths.webhook(endpoint.id)} discover="none">
              {endpoint.url.replace(/^https:\/\//, "")}
            </Link>
          </Cell>
          <Cell label="State">
            <EndpointStateMark {...endpoint} />
          </Cell>
          <Cell label="Sends">{sends(endpoint)}</Cell>
          <Cell label="For">{shortened(endpoint.description)}</Cell>
        </Row>
      ))}
    </DataTable>
  );
}

/** The whole of it stands on the endpoint's own page. */
const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 39).trimEnd()}…` : text);

function sends({ types }: Endpoint): string {
  if (types.length === EVENT_TYPES.length) return "Everything";
  return types.length === 1 ? (types[0] ?? "") : `${types.length} of ${EVENT_TYPES.length} kinds`;
}
