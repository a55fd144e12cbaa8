import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { type PageMessages, PageWords, usePageWords } from "#app/i18n/page-words.tsx";
import { type Locale, localeChoices } from "#app/platform/locales.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { DetailPage } from "#app/ui/admin/page-shells.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";

interface Props {
  name: string;
  email: string;
  /** A new address that is not confirmed yet. */
  pendingEmail: string | undefined;
  chosenLocale: Locale | undefined;
  hasTwoFactor: boolean;
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
        <dl className="account-parts">
          {useParts(account).map((part) => (
            <AccountPart key={part.to} {...part} />
          ))}
        </dl>
      </section>
    </DetailPage>
  );
}

/** One part of an account, and the page that changes it. */
interface Part {
  label: string;
  value: ReactNode;
  note?: string | undefined;
  to: string;
  /** The words of the link, by default "Change". */
  link?: string;
}

function useParts({ name, email, pendingEmail, chosenLocale, hasTwoFactor, signIns }: Props): Part[] {
  const { t } = usePageWords();
  const { t: words } = useAdminWords();
  const paths = useAdminPaths();
  const language = localeChoices.find(({ locale }) => locale === chosenLocale);
  return [
    { label: t("admin.account.name"), value: <OwnWords>{name}</OwnWords>, to: paths.accountName() },
    {
      label: t("admin.account.email"),
      value: <bdi>{email}</bdi>,
      note: pendingEmail === undefined ? undefined : t("admin.account.pending", { email: pendingEmail }),
      to: paths.accountEmail(),
    },
    { label: words("admin.auth.password"), value: "••••••••", to: paths.accountPassword() },
    {
      label: t("admin.account.twoFactor"),
      value: t(hasTwoFactor ? "admin.account.twoFactor.on" : "admin.account.twoFactor.off"),
      to: paths.twoFactor(),
    },
    {
      label: words("admin.language.label"),
      value: language ? (
        <span lang={language.locale}>{language.name}</span>
      ) : (
        words("admin.language.ofBrowser")
      ),
      to: paths.language(),
    },
    {
      label: t("admin.account.signIns.title"),
      value: t("admin.account.signIns.count", { count: signIns }),
      to: paths.accountSignIns(),
      link: t("admin.account.signIns.show"),
    },
  ];
}

function AccountPart({ label, value, note, to, link }: Part) {
  const { t } = usePageWords();
  return (
    <div className="account-part">
      <dt>{label}</dt>
      <dd>
        {value}
        {note === undefined ? null : <span className="fact-note">{note}</span>}
      </dd>
      <dd className="account-change">
        <Link to={to} className="link link-alone" discover="none">
          {link ?? t("admin.account.change")}
          <span className="sr-only">{` ${label}`}</span>
        </Link>
      </dd>
    </div>
  );
}
