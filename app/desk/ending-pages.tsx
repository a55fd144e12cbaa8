import { CancelForm, RemoveEventForm } from "#app/events/editor/ending-form.tsx";
import type { Event } from "#app/events/event.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { MailPreview } from "#app/notifications/preview-mail.server.ts";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { ConfirmPage } from "#app/ui/admin/page-shells.tsx";

interface Props {
  event: Pick<Event, "id" | "title">;
  /** Number of bookings of upcoming dates. */
  booked: number;
}

interface CancelProps extends Props {
  mail: MailPreview | undefined;
  /** Marks the place of the reason in the mail's text. */
  placeholder: string;
  given: { reason: string; errors?: FormErrors } | undefined;
}

export function CancelEventPage({ event, booked, mail, placeholder, given }: CancelProps) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  return (
    <ConfirmPage title={t("admin.event.cancel.title", { title: event.title })}>
      <CancelForm
        what="event"
        line={
          booked === 0 ? t("admin.event.cancel.nobody") : t("admin.event.cancel.booked", { count: booked })
        }
        reason={given?.reason ?? ""}
        errors={given?.errors}
        mailOf={(reason) => mail && { ...mail, text: mail.text.replace(placeholder, () => reason) }}
        back={paths.event(event.id)}
      />
    </ConfirmPage>
  );
}

export function RemoveEventPage({ event, booked }: Props) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  return (
    <ConfirmPage title={t("admin.event.remove.title", { title: event.title })}>
      <RemoveEventForm booked={booked} back={paths.event(event.id)} />
    </ConfirmPage>
  );
}
