import { AdminPhrase, useAdminWords } from "#app/i18n/admin-words.tsx";
import { useFocusOn } from "#app/ui/admin/focus-on.ts";
import { deleteFormDraft } from "#app/ui/admin/form-drafts.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import type { KeptForm } from "./kept-form.ts";

/**
 * Shown in place of the response to a form, to a member who must turn two-factor authentication on first. Hidden fields hold
 * the form, which is submitted once that is done in another tab.
 */
export function KeptFormPage({ action, kept, organization, turnOn }: KeptForm) {
  const { t } = useAdminWords();
  const head = useFocusOn(true);
  return (
    <div className="sign-in-again">
      <p className="wordmark">Reservo</p>
      <div ref={head} tabIndex={-1} className="sign-in-head">
        <PageTitle line={t("admin.twoFactor.blocked")}>
          <AdminPhrase
            k="admin.twoFactor.required"
            nodes={{ organization: <OwnWords>{organization}</OwnWords> }}
          />
        </PageTitle>
      </div>
      {/* The form is sent from this page: the copy in the browser's storage is no longer needed. */}
      <form
        method="post"
        action={action}
        noValidate
        className="button-row"
        onSubmit={() => deleteFormDraft(location.pathname)}
      >
        {kept.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name may occur several times, and the order stays.
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <ButtonLink href={turnOn} target="_blank">
          {t("admin.twoFactor.open")}
        </ButtonLink>
        <Button kind="quiet">{t("admin.twoFactor.submit")}</Button>
      </form>
    </div>
  );
}
