import { type PageMessages, PageWords, usePageWords } from "#app/i18n/page-words.tsx";
import { forgottenPassword } from "#app/platform/http/paths.ts";
import { Notice } from "#app/ui/notice.tsx";
import { TextLink } from "#app/ui/text-link.tsx";

/** The link of the sign-in page for those who have forgotten their password. */
export function ForgottenPasswordLink({ messages }: { messages: PageMessages }) {
  return (
    <PageWords value={messages}>
      <ForgottenLink />
    </PageWords>
  );
}

function ForgottenLink() {
  const { t } = usePageWords();
  return (
    <TextLink href={forgottenPassword()} alone>
      {t("admin.account.forgotten.title")}
    </TextLink>
  );
}

/** The notice of the sign-in page for those who have just set a new password. */
export function NewPasswordNotice({ messages }: { messages: PageMessages }) {
  return (
    <PageWords value={messages}>
      <PasswordNotice />
    </PageWords>
  );
}

function PasswordNotice() {
  const { t } = usePageWords();
  return (
    <Notice tone="ok" title={t("admin.account.newPassword.done")}>
      <p>{t("admin.account.newPassword.doneLine")}</p>
    </Notice>
  );
}
