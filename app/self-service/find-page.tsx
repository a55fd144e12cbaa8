import { useWords } from "#app/i18n/words.tsx";
import * as paths from "#app/platform/http/paths.ts";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { EmailField } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { TextLink } from "#app/ui/text-link.tsx";

export interface FindProblem {
  /** The submitted email address, unchanged. */
  email: string;
  error?: string;
  /** Message of the rate limit; the input itself is valid. */
  wait?: string;
}

/** The form with which attendees request a mail with the links to their bookings. */
export function FindPage({ problem }: { problem: FindProblem | undefined }) {
  const { t } = useWords();
  return (
    <div className="narrow">
      <PageTitle line={t("find.line")}>{t("find.title")}</PageTitle>
      <ErrorSummary
        title={t("find.check")}
        errors={problem?.error ? { email: [problem.error] } : undefined}
      />
      {problem?.wait ? <Notice tone="warn" live title={problem.wait} /> : null}
      <form-guard>
        <form method="post" action={paths.findBooking()} className="form" noValidate>
          <EmailField
            label={t("booking.email")}
            name="email"
            enterKeyHint="send"
            defaultValue={problem?.email}
            errors={problem?.error ? [problem.error] : undefined}
          />
          <Button wide busy={t("booked.sending")}>
            {t("find.send")}
          </Button>
        </form>
      </form-guard>
    </div>
  );
}

/** Confirms the request. It is the same for every address, so that it does not reveal who has booked. */
export function FindSent() {
  const { t } = useWords();
  return (
    <div className="narrow">
      <PageTitle line={t("find.sentLine")}>{t("find.sentTitle")}</PageTitle>
      <p>
        <TextLink href={paths.findBooking()} alone>
          {t("find.again")}
        </TextLink>
      </p>
    </div>
  );
}
