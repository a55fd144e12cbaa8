import { isRouteErrorResponse } from "@remix-run/react";
import type { MessageKey } from "#app/i18n/catalogue.ts";
import type { Translate } from "#app/i18n/translate.ts";
import { useWords } from "#app/i18n/words.tsx";
import { type ProblemDetails, problemOf } from "#app/platform/http/problems.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { Button, ButtonLink } from "./button.tsx";
import { EmptyTicket } from "./empty-ticket.tsx";
import { SeatFigures } from "./seats/seat-figures.tsx";

const TITLES: Record<ProblemDetails["problem"] | "failed", MessageKey> = {
  notFound: "problem.notFound.title",
  removed: "problem.removed.title",
  linkExpired: "problem.linkExpired.title",
  linkUsed: "problem.linkUsed.title",
  setUpLink: "problem.setUpLink.title",
  forbidden: "problem.forbidden.title",
  accessCode: "problem.accessCode.title",
  malformedForm: "problem.malformedForm.title",
  unsupportedForm: "problem.unsupportedForm.title",
  tooMany: "problem.tooMany.title",
  unavailable: "problem.unavailable.title",
  failed: "problem.failed.title",
};

function problemIn(error: unknown): ProblemDetails | undefined {
  return problemOf(isRouteErrorResponse(error) ? error : undefined);
}

/** The title of the page that tells the error. */
export function problemTitle(error: unknown, t: Translate): string {
  return t(TITLES[problemIn(error)?.problem ?? "failed"]);
}

/** The description of that page: what is so, and what to do. */
export function problemDescription(error: unknown, t: Translate): string {
  const problem = problemIn(error);
  return problem ? lineOf(problem, t) : t("problem.failed.line");
}

type ProblemPageProps = {
  error: unknown;
  /** Shown where the error is ours, so that it can be found in the log. */
  requestId?: string;
  /** Where the start is. */
  home: string;
  /** Where a new link to a booking can be asked for. */
  newLink?: string;
};

/** What a page says when it cannot be shown: what is so and what to do, on a ticket that was not printed. */
export function ProblemPage({ error, requestId, home, newLink }: ProblemPageProps) {
  const { t } = useWords();
  const problem = problemIn(error);
  const status = isRouteErrorResponse(error) ? error.status : statusOf("INTERNAL_ERROR");
  const asksForLink = problem?.problem === "linkExpired" && newLink !== undefined;
  return (
    <EmptyTicket
      as="h1"
      title={problemTitle(error, t)}
      line={problem ? lineOf(problem, t) : <Unexpected requestId={requestId} />}
      action={
        <>
          {asksForLink ? <ButtonLink href={newLink}>{t("problem.linkExpired.act")}</ButtonLink> : null}
          <ButtonLink kind={asksForLink ? "quiet" : "primary"} href={home}>
            {t("problem.home")}
          </ButtonLink>
        </>
      }
      stub={<SeatFigures figures={String(problem ? status : 500)} />}
    />
  );
}

function lineOf({ problem, retryAfterSeconds }: ProblemDetails, t: Translate): string {
  if (problem === "tooMany") return t("problem.tooMany.line", { count: retryAfterSeconds ?? 60 });
  return t(`problem.${problem}.line`);
}

/** An error of ours: its number can be copied, for whoever is to look into it. */
function Unexpected({ requestId }: { requestId: string | undefined }) {
  const { t } = useWords();
  return (
    <>
      <p>{t("problem.failed.line")}</p>
      {requestId ? (
        <>
          <p>{t("problem.failed.id")}</p>
          <p className="problem-id">
            <code className="reference">{requestId}</code>
            <copy-text data-text={requestId} data-done={t("problem.failed.copied")}>
              <Button kind="quiet" type="button">
                {t("problem.failed.copy")}
              </Button>
            </copy-text>
          </p>
        </>
      ) : null}
    </>
  );
}
