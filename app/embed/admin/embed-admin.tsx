import { Form, Link } from "@remix-run/react";
import { useState } from "react";
import { absolute, eventPage } from "#app/platform/http/paths.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { FormPage } from "#app/ui/admin/page-shells.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { EmbedAdminData, EmbedErrors } from "./embed-admin-data.ts";
import { EmbedCode } from "./embed-code.tsx";
import { EmbedFields } from "./embed-fields.tsx";
import { type EmbedDraft, typedDraft } from "./embed-form.ts";
import { EmbedPreview } from "./embed-preview.tsx";

/** Where an organiser sets up the form for another site: options, what it looks like there, and the code. */
export function EmbedAdmin({
  page,
  answer,
}: {
  page: EmbedAdminData;
  answer: { draft: EmbedDraft; errors?: EmbedErrors } | undefined;
}) {
  const [draft, setDraft] = useState(answer?.draft ?? page.draft);
  const { event, current, mayEdit } = page;
  const paths = useAdminPaths();
  return (
    <FormPage
      title="Embed"
      line={`Put the booking form of ${event.title} on your own site.`}
      actions={<Link to={paths.event(event.id)}>Back to the event</Link>}
    >
      {event.isPublished ? null : (
        <Notice tone="warn" title="The event is not published">
          <p>Its form says so until you publish it.</p>
        </Notice>
      )}
      <Choice page={page} />
      <div className="embed-desk">
        <Form
          method="post"
          className="form embed-form"
          noValidate
          onChange={(change) => setDraft(typedDraft(new FormData(change.currentTarget)))}
        >
          <ErrorSummary title="Check these details" errors={answer?.errors} />
          <input type="hidden" name="embed" value={current ?? ""} />
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
                {current ? "Save" : "Store it"}
              </Button>
              {current ? (
                <Button kind="quiet" name="intent" value="delete">
                  Delete
                </Button>
              ) : null}
            </div>
          ) : (
            <p className="field-hint">Your role may look at this, and an editor may change it.</p>
          )}
        </Form>
        <EmbedPreview page={page} draft={draft} />
        <EmbedCode page={page} draft={draft} />
      </div>
      <Installs page={page} />
    </FormPage>
  );
}

/** Which of the stored ones is open. */
function Choice({ page }: { page: EmbedAdminData }) {
  const { embeds, event, current, mayEdit } = page;
  const paths = useAdminPaths();
  if (embeds.length === 0) return null;
  return (
    <nav className="tabs" aria-label="Stored embeds">
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
          Another
        </Link>
      ) : null}
    </nav>
  );
}

/** Where the form was seen. */
function Installs({ page }: { page: EmbedAdminData }) {
  const { installs } = page;
  return (
    <section>
      <h2>Seen on</h2>
      {installs.length === 0 ? (
        <p className="page-line">
          No site has shown this form yet. Put the code on a page and open it: the site appears here.
        </p>
      ) : (
        <DataTable
          label="Sites that show this form"
          head={
            <>
              <HeadCell>Site</HeadCell>
              <HeadCell>Last seen</HeadCell>
              <HeadCell numeric>Bookings</HeadCell>
            </>
          }
        >
          {installs.map(({ site, lastSeenAt, bookings }) => (
            <Row key={site}>
              <Cell first>{site}</Cell>
              <Cell label="Last seen">
                <time dateTime={lastSeenAt.toISOString()}>
                  {`${lastSeenAt.toISOString().slice(0, 16).replace("T", " ")} UTC`}
                </time>
              </Cell>
              <Cell label="Bookings" numeric>
                {bookings}
              </Cell>
            </Row>
          ))}
        </DataTable>
      )}
      <p className="page-next">
        <ButtonLink kind="quiet" href={absolute(page.origin, eventPage(page.event.slug))}>
          View public page
        </ButtonLink>
      </p>
    </section>
  );
}
