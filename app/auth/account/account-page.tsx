import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { type PageMessages, PageWords, usePageWords } from "#app/i18n/page-words.tsx";
import { type Locale, localeChoices } from "#app/platform/locales.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { DetailPage } from "#app/ui/admin/page-shells.tsx";
import { type Fact, Facts } from "#app/ui/facts.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";

interface Props {
  name: string;
  email: string;
  /** A new address that is not confirmed yet. */
  pendingEmail: string | undefined;
  chosenLocale: Locale | undefined;
  /** The number of browsers that are signed in. */
  signIns: number;
  saved: "name" | "password" | undefined;
}

/** The account of a member: what it consists of, each part with a link to change it. */
export function AccountPage({ messages, ...account }: Props & { messages: PageMessages }) {
  return (
    <PageWords value={messages}>
      <Account {...account} />
    </PageWords>
  );
}

function Account(account: Props) {
  const { t } = usePageWords();
  const { saved } = account;
  return (
    <DetailPage title={t("admin.account.title")} line={t("admin.account.line")}>
      {saved ? <Notice tone="ok" live title={t(`admin.account.saved.${saved}`)} /> : null}
      <section>
        <Facts items={useParts(account)} />
      </section>
    </DetailPage>
  );
}

function useParts({ name, email, pendingEmail, chosenLocale, signIns }: Props): Fact[] {
  const { t } = usePageWords();
  const { t: words } = useAdminWords();
  const paths = useAdminPaths();
  const part = (label: string, value: ReactNode, to: string, link = t("admin.account.change")): Fact => ({
    label,
    value,
    note: <ChangeLink to={to} link={link} what={label} />,
  });
  const language = localeChoices.find(({ locale }) => locale === chosenLocale);
  const pending = pendingEmail === undefined ? null : t("admin.account.pending", { email: pendingEmail });
  const address = (
    <>
      <OwnWords>{email}</OwnWords>
      {pending ? <span className="fact-line">{pending}</span> : null}
    </>
  );
  return [
    part(t("admin.account.name"), <OwnWords>{name}</OwnWords>, paths.accountName()),
    part(t("admin.account.email"), address, paths.accountEmail()),
    part(words("admin.auth.password"), "••••••••", paths.accountPassword()),
    part(
      words("admin.language.label"),
      language ? <span lang={language.locale}>{language.name}</span> : words("admin.language.ofBrowser"),
      paths.language(),
    ),
    part(
      t("admin.account.signIns.title"),
      t("admin.account.signIns.count", { count: signIns }),
      paths.accountSignIns(),
      t("admin.account.signIns.show"),
    ),
  ];
}

function ChangeLink({ to, link, what }: { to: string; link: string; what: string }) {
  return (
    <Link to={to} discover="none">
      {link}
      <span className="sr-only">{` ${what}`}</span>
    </Link>
  );
}
