import { Link } from "@remix-run/react";
import { DateList, datesQueryOf } from "#app/events/editor/date-list.tsx";
import { EventStateMark } from "#app/events/editor/event-table.tsx";
import { SavingNotice } from "#app/events/editor/saving-notice.tsx";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { ClosedAction } from "#app/ui/admin/closed-action.tsx";
import { DetailPage } from "#app/ui/admin/page-shells.tsx";
import { SecretText } from "#app/ui/admin/secret-text.tsx";
import { Button, ButtonLink, buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { BookingTable } from "./booking-table.tsx";
import type { EventOverview } from "./event-overview.server.ts";
import type { BookingPage } from "./list-bookings.server.ts";
import { LISTED_FATES } from "./listed-fates.ts";

type Props = EventOverview & {
  publicPage: string;
  /** The event's address for sharing; contains the access code of a private event. */
  sharedLink: string;
  mayEdit: boolean;
};

/** An event's overview in the admin: actions, dates and bookings. */
export function EventOverviewPage(page: Props) {
  const { event, joinUrl, dates, mayEdit, fate, now, saving } = page;
  const { t } = useAdminWords();
  const others = { state: fate === "confirmed" ? undefined : fate };
  return (
    <DetailPage
      title={event.title}
      line={
        <>
          <EventStateMark event={event} />
          {joinUrl ? (
            <>
              {" · "}
              <a href={joinUrl} className="link" target="_blank" rel="noopener noreferrer">
                {t("admin.eventForm.joinUrl")}
              </a>
            </>
          ) : null}
        </>
      }
      actions={<EventActions {...page} />}
    >
      {saving ? <SavingNotice event={event} saving={saving} mayEdit={mayEdit} /> : null}
      {page.accessCode ? <AccessSection {...page} /> : null}
      <DateList event={event} dates={dates} others={others} mayEdit={mayEdit} now={now} />
      <Bookings {...page} />
    </DetailPage>
  );
}

/** The access code of a private event and the link that contains it, for the organiser to share. */
function AccessSection({ accessCode, sharedLink }: Props) {
  const { t } = useAdminWords();
  return (
    <section className="event-access">
      <h2>{t("admin.event.access")}</h2>
      <p>{t("admin.event.accessHint")}</p>
      <SecretText label={t("admin.eventForm.accessCode")} value={accessCode} />
      <SecretText label={t("admin.event.accessLink")} value={sharedLink} />
    </section>
  );
}

function EventActions({ event, isClosed, mayEdit, publicPage }: Props) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  return (
    <>
      <ButtonLink kind="quiet" href={publicPage}>
        {event.state === "published" ? t("admin.event.viewPublicPage") : t("admin.event.preview")}
      </ButtonLink>
      {mayEdit ? (
        <>
          <EditingLinks event={event} />
          <AdminForm className="in-actions">
            {event.state === "published" && isClosed !== undefined ? (
              <Button kind="quiet" name="intent" value={isClosed ? "open" : "close"}>
                {isClosed ? t("admin.event.openBooking") : t("admin.event.closeBooking")}
              </Button>
            ) : null}
            {event.state === "published" ? (
              <Button kind="quiet" name="intent" value="unpublish">
                {t("admin.event.unpublish")}
              </Button>
            ) : null}
            {event.state === "draft" ? (
              <Button name="intent" value="publish">
                {t("admin.event.publish")}
              </Button>
            ) : null}
          </AdminForm>
          {event.state === "published" ? (
            <Link to={paths.eventCancel(event.id)} className={buttonClass({ kind: "quiet" })}>
              {t("admin.event.cancel")}
            </Link>
          ) : (
            <Link to={paths.eventRemove(event.id)} className={buttonClass({ kind: "quiet" })}>
              {t("admin.event.remove")}
            </Link>
          )}
        </>
      ) : (
        <ClosedAction label={t("admin.event.edit")} reason={t("admin.shell.notInRole")} />
      )}
    </>
  );
}

function EditingLinks({ event }: Pick<Props, "event">) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const links = [
    { to: paths.eventEdit(event.id), words: t("admin.event.edit") },
    { to: paths.eventAddress(event.id), words: t("admin.address") },
    { to: paths.eventEmbed(event.id), words: t("admin.event.embed") },
  ];
  return links.map(({ to, words }) => (
    <Link key={to} to={to} className={buttonClass({ kind: "quiet" })}>
      {words}
    </Link>
  ));
}

function Bookings({ event, page, counts, fate, sharedLink, dates }: Props) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const tabs = LISTED_FATES.map((each) => ({
    to: paths.event(event.id, { ...datesQueryOf(dates), state: each }),
    label: t(each === "confirmed" ? "admin.bookings.booked" : "admin.bookings.cancelled", {
      count: counts[each],
    }),
    current: each === fate,
  }));
  return (
    <section>
      <h2>{t("admin.bookings.title")}</h2>
      <nav className="tabs" aria-label={t("admin.bookings.byState")}>
        {tabs.map((tab) => (
          <Link key={tab.to} to={tab.to} className="tab" aria-current={tab.current ? "page" : undefined}>
            {tab.label}
          </Link>
        ))}
      </nav>
      {page ? (
        <BookingPart event={event} fate={fate} sharedLink={sharedLink} dates={dates} page={page} />
      ) : (
        <Notice tone="info" title={t("admin.shell.notInRole")} />
      )}
    </section>
  );
}

function BookingPart({
  event,
  fate,
  sharedLink,
  dates,
  page,
}: Pick<Props, "event" | "fate" | "sharedLink" | "dates"> & { page: BookingPage }) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  return (
    <>
      {page.bookings.length > 0 ? (
        <BookingTable event={event} bookings={page.bookings} />
      ) : (
        <EmptyTicket
          title={fate === "confirmed" ? t("admin.bookings.empty") : t("admin.bookings.noneCancelled")}
          line={fate === "confirmed" ? t("admin.bookings.emptyLine", { link: sharedLink }) : undefined}
        />
      )}
      {page.next ? (
        <p className="page-next">
          <Link
            to={paths.event(event.id, { ...datesQueryOf(dates), state: fate, after: page.next })}
            className={buttonClass({ kind: "quiet" })}
          >
            {t("admin.bookings.older")}
          </Link>
        </p>
      ) : null}
    </>
  );
}
