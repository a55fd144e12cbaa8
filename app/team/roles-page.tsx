import { CAPABILITIES, type Capability, capabilitiesOf, ROLES } from "#app/auth/capabilities.ts";
import { usePageWords } from "#app/i18n/page-words.tsx";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { DetailPage } from "#app/ui/admin/page-shells.tsx";

const ROWS = Object.keys(CAPABILITIES) as Capability[];

/** The table of roles and capabilities, by which permissions are checked. */
export function RolesPage() {
  const { t } = usePageWords();
  const head = (
    <>
      <HeadCell>{t("admin.team.roles.capability")}</HeadCell>
      {ROLES.map((role) => (
        <HeadCell key={role}>{t(`admin.team.role.${role}`)}</HeadCell>
      ))}
    </>
  );
  return (
    <DetailPage title={t("admin.team.roles")} line={t("admin.team.roles.line")}>
      <div className="roles-table">
        <DataTable label={t("admin.team.roles")} head={head}>
          {ROWS.map((capability) => (
            <Row key={capability}>
              <Cell first>{t(`admin.team.can.${capability}`)}</Cell>
              {ROLES.map((role) => (
                <Cell key={role} label={t(`admin.team.role.${role}`)}>
                  {capabilitiesOf(role).has(capability) ? (
                    <>
                      <span aria-hidden="true">✓</span>
                      <span className="sr-only">{t("admin.team.roles.yes")}</span>
                    </>
                  ) : null}
                </Cell>
              ))}
            </Row>
          ))}
        </DataTable>
      </div>
    </DetailPage>
  );
}
