import type { Event } from "#app/events/event.ts";
import { useWords } from "#app/i18n/words.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { RECENT_FIELD, type RecentBooking, recentWords } from "./recent-booking.ts";
import { sessionWords } from "./session-list.tsx";

interface Props {
  event: Event;
  recent: RecentBooking;
}

/** Notice that this browser has just booked seats of the event, with a link to that booking. */
export function RecentNotice(props: Props) {
  const { t } = useWords();
  return (
    <Notice tone="info" title={recentWords(t, props.event, props.recent)}>
      <RecentLink {...props} />
    </Notice>
  );
}

/** The date of the recent booking, and a link to it. */
export function RecentLink({ event, recent }: Props) {
  const { t, locale } = useWords();
  return (
    <>
      <p>{sessionWords(event, recent.session, locale)}</p>
      <p>
        <TextLink href={recent.link} alone>
          {t("booking.recent.see")}
        </TextLink>
      </p>
    </>
  );
}

/** Hidden field that records that the form's page has shown the recent booking. */
export function RecentMark({ recent }: { recent: RecentBooking | undefined }) {
  return recent ? <input type="hidden" name={RECENT_FIELD} value={recent.reference} /> : null;
}
