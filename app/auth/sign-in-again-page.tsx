import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { useFocusOn } from "#app/ui/admin/focus-on.ts";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { ResubmitForm } from "./resubmit-form.tsx";
import { SignInFields } from "./sign-in-fields.tsx";
import { SIGN_IN_FIELDS } from "./sign-in-steps.ts";
import type { SignedOut } from "./signed-out.ts";

/**
 * Asks a member whose sign-in has ended to sign in again. Hidden fields hold the submitted form, which is then processed. It
 * loads a new document, since the page's data were loaded for the user who was signed in before.
 */
export function SignInAgainPage({ action, kept, errors = {}, ...typed }: SignedOut) {
  const { t } = useAdminWords();
  const hasErrors = Object.keys(errors).length > 0;
  // Its heading gets the focus, so that screen readers announce the replaced page; errors take the focus themselves.
  const head = useFocusOn(!hasErrors);
  return (
    <div className="sign-in-again">
      <p className="wordmark">Reservo</p>
      <div ref={head} tabIndex={-1} className="sign-in-head">
        <PageTitle line={t(typed.proof ? "admin.auth.code.line" : "admin.auth.signInAgain.line")}>
          {t("admin.auth.signInAgain.title")}
        </PageTitle>
      </div>
      <ErrorSummary title={t("admin.auth.signIn.failed")} errors={errors} />
      <ResubmitForm action={action} kept={kept} className="form">
        <SignInFields key={typed.proof} names={SIGN_IN_FIELDS} typed={typed} errors={errors} />
        <Button wide>{t("admin.auth.signInAgain.button")}</Button>
      </ResubmitForm>
    </div>
  );
}
