import type { ReactNode } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { usePageWords } from "#app/i18n/page-words.tsx";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import * as paths from "#app/platform/http/paths.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { EmailField, Field } from "#app/ui/forms/field.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import type { JoinView } from "./join-view.server.ts";

interface Props {
  view: JoinView;
  token: string;
  given: { typed: Record<string, string>; errors: FormErrors } | undefined;
}

/** The page of an invitation: who invites to what, and the ways to accept it. */
export function JoinPage({ view, token, given }: Props) {
  const { t } = usePageWords();
  if (view.kind === "ended") return <EndedPage view={view} />;
  if (view.kind === "already") {
    return (
      <EmptyTicket
        as="h1"
        title={t("admin.team.join.already.title", { organization: view.organization })}
        line={t("admin.team.join.already.line")}
        action={
          <ButtonLink href={paths.adminPaths(view.slug).home()}>
            {t("admin.team.join.already.open", { organization: view.organization })}
          </ButtonLink>
        }
      />
    );
  }
  if (view.kind === "other") {
    return (
      <EmptyTicket
        as="h1"
        title={t("admin.team.join.other.title")}
        line={t("admin.team.join.other.line", { email: view.accountEmail })}
        action={<SignOutForm />}
      />
    );
  }
  return (
    <div className="narrow">
      <InvitationHead view={view} />
      {view.kind === "join" ? (
        <JoinForm view={view} token={token} />
      ) : (
        <SignedOutParts view={view} token={token} given={given} />
      )}
    </div>
  );
}

type Of<Kind extends JoinView["kind"]> = Extract<JoinView, { kind: Kind }>;

function EndedPage({ view: { reason } }: { view: Of<"ended"> }) {
  const { t } = usePageWords();
  const { t: tAdmin } = useAdminWords();
  return (
    <EmptyTicket
      as="h1"
      title={t(`admin.team.join.${reason}.title`)}
      line={t(`admin.team.join.${reason}.line`)}
      action={<ButtonLink href={paths.signIn()}>{tAdmin("admin.auth.signIn.title")}</ButtonLink>}
    />
  );
}

function InvitationHead({ view }: { view: Of<"join" | "signedOut"> }) {
  const { t } = usePageWords();
  const { organization, inviter, role, events } = view;
  const line = inviter ? t("admin.team.join.line", { inviter }) : t("admin.team.join.lineOnly");
  return (
    <>
      <PageTitle line={line}>{t("admin.team.join.title", { organization })}</PageTitle>
      <dl className="facts">
        <div className="fact">
          <dt>{t("admin.team.role")}</dt>
          <dd>{t(`admin.team.role.${role}`)}</dd>
        </div>
        <div className="fact">
          <dt>{t("admin.team.invite.for")}</dt>
          <dd>
            {events.length === 0
              ? t("admin.team.invite.all")
              : events.map((title, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: titles may be the same, and the order stays.
                  <div key={index}>
                    <OwnWords>{title}</OwnWords>
                  </div>
                ))}
          </dd>
        </div>
      </dl>
    </>
  );
}

function JoinForm({ view: { name }, token }: { view: Of<"join">; token: string }) {
  const { t } = usePageWords();
  return (
    <>
      <PostForm token={token}>
        <Button wide name="intent" value="join" busy={t("admin.team.join.busy")}>
          {t("admin.team.join.as", { name })}
        </Button>
      </PostForm>
      <section className="join-part">
        <p>{t("admin.team.join.notYou")}</p>
        <SignOutForm />
      </section>
    </>
  );
}

function SignedOutParts({ view, token, given }: Props & { view: Of<"signedOut"> }) {
  const { t } = usePageWords();
  const { t: tAdmin } = useAdminWords();
  const errors = given?.errors ?? {};
  const typed = given?.typed ?? {};
  return (
    <>
      <ErrorSummary title={tAdmin("admin.form.check")} errors={errors} />
      <section className="join-part">
        <h2>{t("admin.team.join.have")}</h2>
        <p>{t("admin.team.join.haveLine")}</p>
        <ButtonLink href={paths.signIn(paths.invitation(token))}>
          {tAdmin("admin.auth.signIn.title")}
        </ButtonLink>
      </section>
      <section className="join-part">
        <h2>{t("admin.team.join.new")}</h2>
        <p>
          {view.email
            ? t("admin.team.join.newLine", { email: view.email })
            : t("admin.team.join.newLineOnly")}
        </p>
        <PostForm token={token}>
          <Field
            label={tAdmin("admin.auth.setUp.name")}
            name="name"
            autoComplete="name"
            maxLength={120}
            defaultValue={typed.name}
            errors={errors.name}
          />
          {view.email ? (
            <input type="hidden" autoComplete="username" value={view.email} />
          ) : (
            <EmailField
              label={tAdmin("admin.auth.setUp.email")}
              name="email"
              autoComplete="username"
              hint={tAdmin("admin.auth.setUp.emailHint")}
              defaultValue={typed.email}
              errors={errors.email}
            />
          )}
          <Field
            label={tAdmin("admin.auth.password")}
            name="password"
            type="password"
            autoComplete="new-password"
            hint={tAdmin("admin.auth.setUp.passwordHint")}
            errors={errors.password}
          />
          <Button wide name="intent" value="create" busy={t("admin.team.join.busy")}>
            {t("admin.team.join.create")}
          </Button>
        </PostForm>
      </section>
    </>
  );
}

function PostForm({ token, children }: { token: string; children: ReactNode }) {
  return (
    <form-guard>
      <form method="post" action={paths.invitation(token)} noValidate className="form">
        {children}
      </form>
    </form-guard>
  );
}

function SignOutForm() {
  const { t } = useAdminWords();
  return (
    <form method="post" action={paths.signOut()}>
      <Button kind="quiet">{t("admin.shell.signOut")}</Button>
    </form>
  );
}
