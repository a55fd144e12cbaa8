import type { ReactNode } from "react";
import type { Event } from "#app/events/event.ts";
import { useWords } from "#app/i18n/words.tsx";
import { Button } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { FormProblem } from "./form-problem.ts";
import { RecentLink } from "./recent-notice.tsx";

/**
 * Wraps a booking form so that it is submitted once, its response replaces the page's content, and it can be submitted again
 * after a lost connection without booking twice.
 */
export function FormGuard({
  children,
  keep,
}: {
  children: ReactNode /** See form-guard.ts. */;
  keep?: boolean;
}) {
  const { t } = useWords();
  return (
    <form-guard
      data-keep={keep ? "" : undefined}
      data-slow={t("booking.stillWorking")}
      data-unknown={t("booking.unknown")}
      data-safe={t("booking.unknown.line")}
      data-check={t("booking.checkIt")}
      data-messages={JSON.stringify({
        name: t("booking.error.name"),
        email: t("booking.error.noEmail"),
        at: t("booking.error.emailAt"),
        space: t("booking.error.emailSpace"),
        whole: t("booking.error.email"),
      })}
    >
      {children}
    </form-guard>
  );
}

interface ProblemNoticeProps {
  problem: FormProblem | undefined;
  event: Event;
  children?: ReactNode;
}

/** The reason why the form as a whole failed. It takes the focus; the form below keeps what was typed. */
export function ProblemNotice({ problem, event, children }: ProblemNoticeProps) {
  const { t } = useWords();
  if (!problem?.title) return null;
  const { kind, retryAfter, title, recent } = problem;
  return (
    <error-focus>
      <div tabIndex={-1} role="alert">
        <Notice
          tone="warn"
          title={
            <try-again
              data-seconds={kind ? retryAfter : undefined}
              data-then={kind === "wait" ? t("booking.tryNow") : undefined}
              data-send={kind === "busy" ? "" : undefined}
            >
              {title}
            </try-again>
          }
        >
          {children}
          {recent ? <RecentLink event={event} recent={recent} /> : null}
          {kind === "unknown" ? <p>{t("booking.unknown.line")}</p> : null}
          {kind === "unknown" || kind === "busy" ? (
            <Button kind="quiet">{t(kind === "busy" ? "event.tryAgain" : "booking.checkIt")}</Button>
          ) : null}
        </Notice>
      </div>
    </error-focus>
  );
}
