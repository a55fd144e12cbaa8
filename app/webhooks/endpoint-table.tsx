import { Link } from "@remix-run/react";
import type { AdminTranslate } from "#app/i18n/admin-translate.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { EndpointStateMark } from "./endpoint-state.tsx";
import type { Endpoint } from "./endpoints.server.ts";
import { EVENT_TYPES } from "./event-types.ts";

/** Renders the table of endpoints, in the given order. */
export function EndpointTable({ endpoints }: { endpoints: Endpoint[] }) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const head = (
    <>
      <HeadCell>{t("admin.webhooks.address")}</HeadCell>
      <HeadCell>{t("admin.webhooks.status")}</HeadCell>
      <HeadCell>{t("admin.webhooks.events")}</HeadCell>
      <HeadCell>{t("admin.webhooks.description")}</HeadCell>
    </>
  );
  return (
    <DataTable label={t("admin.developers.webhooks")} head={head}>
      {endpoints.map((endpoint) => (
        <Row key={endpoint.id}>
          <Cell first>
            <Link to={paths.webhook(endpoint.id)} discover="none">
              {endpoint.url.replace(/^https:\/\//, "")}
            </Link>
          </Cell>
          <Cell label={t("admin.webhooks.status")}>
            <EndpointStateMark {...endpoint} />
          </Cell>
          <Cell label={t("admin.webhooks.events")}>{sends(endpoint, t)}</Cell>
          <Cell label={t("admin.webhooks.description")}>
            <OwnWords>{shortened(endpoint.description)}</OwnWords>
          </Cell>
        </Row>
      ))}
    </DataTable>
  );
}

/** Shortens a description. The endpoint's own page shows all of it. */
const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 39).trimEnd()}…` : text);

function sends({ types }: Endpoint, t: AdminTranslate): string {
  if (types.length === EVENT_TYPES.length) return t("admin.webhooks.allEvents");
  const [only] = types;
  if (types.length === 1 && only) return only;
  return t("admin.webhooks.someEvents", { count: types.length, all: EVENT_TYPES.length });
}
