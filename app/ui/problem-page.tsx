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

/** Returns the title of the page of an error. */
export function problemTitle(error: unknown, t: Translate): string {
  return t(TITLES[problemIn(error)?.problem ?? "failed"]);
}

/** Returns the description of the page of an error: the situation and the next step. */
export function problemDescription(error: unknown, t: Translate): string {
  const problem = problemIn(error);
  return problem ? lineOf(problem, t) : t("problem.failed.line");
}

type ProblemPageProps = {
  error: unknown;
  /** Shown for unexpected errors, so that they can be found in the log. */
  requestId?: string;
  /** Address of the start page. */
  home: string;
  /** Address to request a new link to a booking. */
  newLink?: string;
};

/** The error page: the situation and the next step, with the status drawn in seats. */
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

/** The text of an unexpected error, with the request id to copy for support. */
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
