import { isRouteErrorResponse } from "@remix-run/react";
import { useWords } from "#app/i18n/words.tsx";
import { type AccessDetails, problemOf } from "#app/platform/http/problems.ts";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { Field } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { ACCESS_FIELD } from "./access-field.ts";

/** Returns the details of an error that requires an access code; undefined for other errors. */
export function accessIn(error: unknown): AccessDetails | undefined {
  return problemOf(isRouteErrorResponse(error) ? error : undefined)?.access;
}

/** Reads the session and the number of seats from a query string, so that entering the code keeps them. */
export function sessionIn(query: URLSearchParams): { session?: string; seats?: number } {
  const [session, seats] = [query.get("session"), Number(query.get("seats"))];
  return { ...(session && { session }), ...(seats > 0 && { seats }) };
}

/** The page of a private event before its code is entered: the organiser's name and the field for the code, nothing else. */
export function AccessPage({ access, action }: { access: AccessDetails; action: string }) {
  const { t } = useWords();
  const { organization, typed, error, retryAfterSeconds } = access;
  const wrong = error === "wrong" || error === "missing" ? error : undefined;
  const errors = wrong && [t(`problem.accessCode.${wrong}`, { organisation: organization })];
  return (
    <div className="narrow">
      <PageTitle
        line={
          <>
            <bdi>{organization}</bdi>
            {" · "}
            {t("problem.accessCode.line")}
          </>
        }
      >
        {t("problem.accessCode.title")}
      </PageTitle>
      <ErrorSummary title={t("booking.check")} errors={errors && { [ACCESS_FIELD]: errors }} />
      {error === "tooMany" ? (
        <Notice tone="warn" live title={t("find.tooMany", { count: retryAfterSeconds ?? 60 })} />
      ) : null}
      <form-guard>
        <form method="post" action={action} className="form" noValidate>
          <Field
            label={t("problem.accessCode.code")}
            name={ACCESS_FIELD}
            required
            defaultValue={typed}
            errors={errors}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            enterKeyHint="go"
          />
          <Button wide busy={t("booking.working")}>
            {t("problem.accessCode.open")}
          </Button>
        </form>
      </form-guard>
    </div>
  );
}
