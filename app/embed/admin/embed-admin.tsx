import { Link } from "@remix-run/react";
import { useState } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { fullTime } from "#app/platform/dates.ts";
import { absolute, eventPage } from "#app/platform/http/paths.ts";
import { writtenNumber } from "#app/platform/text/number.ts";

import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { ConflictNotice } from "#app/ui/admin/conflict-notice.tsx";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { EditorForm } from "#app/ui/admin/editor-form.tsx";
import { FormPage } from "#app/ui/admin/page-shells.tsx";
import type { SaveConflict } from "#app/ui/admin/save-conflict.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { EmbedAdminData, EmbedErrors } from "./embed-admin-data.ts";
import { EmbedCode } from "./embed-code.tsx";
import { type EmbedDraft, typedDraft } from "./embed-draft.ts";
import { EmbedFields } from "./embed-fields.tsx";
import { EmbedPreview } from "./embed-preview.tsx";

/** The admin page to configure a form for another site: options, preview and code. */
export function EmbedAdmin({
  page,
  answer,
}: {
  page: EmbedAdminData;
  answer: { draft: EmbedDraft; errors?: EmbedErrors; conflict?: SaveConflict } | undefined;
}) {
  const { t } = useAdminWords();
  const [draft, setDraft] = useState(answer?.draft ?? page.draft);
  const { event, current, mayEdit } = page;
  const paths = useAdminPaths();
  return (
    <FormPage
      title={t("admin.embed.title")}
      line={t("admin.embed.line", { title: event.title })}
      actions={<Link to={paths.event(event.id)}>{t("admin.event.back")}</Link>}
    >
      {event.isPublished ? null : (
        <Notice tone="warn" title={t("admin.embed.notPublished")}>
          <p>{t("admin.embed.notPublishedLine")}</p>
        </Notice>
      )}
      <EmbedTabs page={page} />
      <div className="embed-desk">
        <EditorForm
          className="form embed-form"
          noValidate
          onChange={(change) => setDraft(typedDraft(new FormData(change.currentTarget)))}
        >
          <ErrorSummary title={t("admin.form.check")} errors={answer?.errors} />
          {answer?.conflict ? (
            <ConflictNotice conflict={answer.conflict} title={t("admin.embed.conflict")} />
          ) : null}
          <input type="hidden" name="embed" value={current ?? ""} />
          <input type="hidden" name="version" value={(answer?.draft ?? page.draft).version} />
          <input type="hidden" name="openedSites" value={(answer?.draft ?? page.draft).openedSites} />
          <fieldset disabled={!mayEdit} className="embed-fieldset">
            <EmbedFields
              draft={answer?.draft ?? page.draft}
              shown={draft}
              errors={answer?.errors ?? {}}
              page={page}
            />
          </fieldset>
          {mayEdit ? (
            <div className="button-row">
              <Button name="intent" value="save">
                {t("admin.shell.save")}
              </Button>
              {current ? (
                <Button kind="quiet" name="intent" value="delete">
                  {t("admin.embed.delete")}
                </Button>
              ) : null}
            </div>
          ) : (
            <p className="field-hint">{t("admin.embed.viewOnly")}</p>
          )}
        </EditorForm>
        <EmbedPreview page={page} draft={draft} />
        <EmbedCode page={page} draft={draft} />
      </div>
      <Installs page={page} />
    </FormPage>
  );
}

/** Links to the stored embeds; the open one is marked. */
function EmbedTabs({ page }: { page: EmbedAdminData }) {
  const { t } = useAdminWords();
  const { embeds, event, current, mayEdit } = page;
  const paths = useAdminPaths();
  if (embeds.length === 0) return null;
  return (
    <nav className="tabs" aria-label={t("admin.embed.saved")}>
      {embeds.map(({ id, name }) => (
        <Link
          key={id}
          to={paths.eventEmbed(event.id, id)}
          className="tab"
          aria-current={id === current ? "page" : undefined}
        >
          {name}
        </Link>
      ))}
      {mayEdit ? (
        <Link
          to={paths.eventEmbed(event.id, "new")}
          className="tab"
          aria-current={current ? undefined : "page"}
        >
          {t("admin.embed.new")}
        </Link>
      ) : null}
    </nav>
  );
}

/** The sites on which the form was seen. */
function Installs({ page }: { page: EmbedAdminData }) {
  const { t, locale } = useAdminWords();
  const { installs } = page;
  return (
    <section>
      <h2>{t("admin.embed.seenOn")}</h2>
      {installs.length === 0 ? (
        <p className="page-line">{t("admin.embed.notSeen")}</p>
      ) : (
        <DataTable
          label={t("admin.embed.installs")}
          head={
            <>
              <HeadCell>{t("admin.embed.site")}</HeadCell>
              <HeadCell>{t("admin.embed.lastSeen")}</HeadCell>
              <HeadCell numeric>{t("admin.embed.bookings")}</HeadCell>
            </>
          }
        >
          {installs.map(({ site, lastSeenAt, bookings }) => (
            <Row key={site}>
              <Cell first>{site}</Cell>
              <Cell label={t("admin.embed.lastSeen")}>
                <time dateTime={lastSeenAt.toISOString()}>
                  {t("admin.shell.utc", { time: fullTime(lastSeenAt, { locale, timeZone: "UTC" }) })}
                </time>
              </Cell>
              <Cell label={t("admin.embed.bookings")} numeric>
                {writtenNumber(bookings, locale)}
              </Cell>
            </Row>
          ))}
        </DataTable>
      )}
      <p className="page-next">
        <ButtonLink kind="quiet" href={absolute(page.origin, eventPage(page.event.slug))}>
          {t("admin.event.viewPublicPage")}
        </ButtonLink>
      </p>
    </section>
  );
}
