import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { type PageMessages, PageWords, usePageWords } from "#app/i18n/page-words.tsx";
import { fullTime, type Moment } from "#app/platform/dates.ts";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { Cell, DataTable, HeadCell, Row } from "#app/ui/admin/data-table.tsx";
import { ListPage } from "#app/ui/admin/page-shells.tsx";
import { Button } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { StateMark } from "#app/ui/state-mark.tsx";
import type { BrowserName } from "./browser-name.server.ts";
import type { ListedSignIn } from "./sign-in-list.server.ts";

interface Props {
  signIns: ListedSignIn[];
  moment: Moment;
  /** Whether a sign-in has just been ended. */
  ended: boolean;
}

/** Lists the browsers that are signed in to a member's account, which can be signed out here. */
export function SignInsPage({ messages, ...page }: Props & { messages: PageMessages }) {
  return (
    <PageWords value={messages}>
      <SignIns {...page} />
    </PageWords>
  );
}

function SignIns({ signIns, moment, ended }: Props) {
  const { t } = usePageWords();
  const { t: words } = useAdminWords();
  const hasOthers = signIns.some(({ isThis }) => !isThis);
  const head = (
    <>
      <HeadCell>{t("admin.account.signIns.browser")}</HeadCell>
      <HeadCell>{t("admin.account.signIns.began")}</HeadCell>
      <HeadCell>{t("admin.account.signIns.seen")}</HeadCell>
      <HeadCell>
        <span className="sr-only">{words("admin.shell.signOut")}</span>
      </HeadCell>
    </>
  );
  return (
    <ListPage
      title={t("admin.account.signIns.title")}
      line={t("admin.account.signIns.line")}
      actions={hasOthers ? <SignOutOthers /> : null}
    >
      {ended ? <Notice tone="ok" live title={t("admin.account.signIns.ended")} /> : null}
      <section>
        <DataTable label={t("admin.account.signIns.title")} head={head}>
          {signIns.map((each) => (
            <SignInRow key={each.id} signIn={each} moment={moment} />
          ))}
        </DataTable>
      </section>
    </ListPage>
  );
}

function SignInRow({ signIn, moment }: { signIn: ListedSignIn; moment: Moment }) {
  const { t } = usePageWords();
  const browser = useBrowserName()(signIn.browser);
  return (
    <Row>
      <Cell first>{signIn.browser.header === undefined ? browser : <code>{browser}</code>}</Cell>
      <Cell label={t("admin.account.signIns.began")}>{fullTime(signIn.startedAt, moment)}</Cell>
      <Cell label={t("admin.account.signIns.seen")}>{fullTime(signIn.lastSeenAt, moment)}</Cell>
      <Cell>
        {signIn.isThis ? (
          <StateMark tone="ok">{t("admin.account.signIns.this")}</StateMark>
        ) : (
          <SignOutOne id={signIn.id} browser={browser} />
        )}
      </Cell>
    </Row>
  );
}

function SignOutOne({ id, browser }: { id: string; browser: string }) {
  const { t } = useAdminWords();
  return (
    <AdminForm preventScrollReset>
      <input type="hidden" name="id" value={id} />
      <Button kind="quiet" name="intent" value="end">
        {t("admin.shell.signOut")}
        <span className="sr-only">{` ${browser}`}</span>
      </Button>
    </AdminForm>
  );
}

function SignOutOthers() {
  const { t } = usePageWords();
  return (
    <AdminForm>
      <Button kind="quiet" name="intent" value="end-others">
        {t("admin.account.signIns.signOutOthers")}
      </Button>
    </AdminForm>
  );
}

/** Returns the function that names a browser in words. */
function useBrowserName() {
  const { t } = usePageWords();
  return ({ browser, system, header }: BrowserName): string => {
    if (browser !== undefined && system !== undefined) {
      return t("admin.account.signIns.on", { browser, system });
    }
    return header ?? t("admin.account.signIns.unknown");
  };
}
