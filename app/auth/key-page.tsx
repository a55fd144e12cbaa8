import { Link } from "@remix-run/react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import type { ApiKey } from "#app/organizations/api-keys.server.ts";
import { fullTime, type Moment } from "#app/platform/dates.ts";
import { ActionNotice } from "#app/ui/admin/action-notice.tsx";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { NewSecret } from "#app/ui/admin/new-secret.tsx";
import { Button, buttonClass } from "#app/ui/button.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { CheckField, Select } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { OVERLAPS } from "./key-draft.ts";

interface Props {
  apiKey: ApiKey;
  ended: boolean;
  moment: Moment;
  /** The result of a form: the new secret, or the reason why there is none. */
  given: { secret?: string; error?: string; notice?: string } | undefined;
}

/** Shows an API key or, after a replacement, the secret of the new one. */
export function KeyPage({ apiKey: key, ended, moment, given }: Props) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  if (given?.secret) {
    return (
      <section>
        <h2>{t("admin.key.of", { name: key.name })}</h2>
        <NewSecret label={t("admin.key.apiKey")} value={given.secret} done={paths.keys()} />
      </section>
    );
  }
  return (
    <>
      <section>
        <div className="developer-head">
          <h2>
            <OwnWords>{key.name}</OwnWords>
          </h2>
          {ended ? null : (
            <Link to={paths.keyEdit(key.id)} className={buttonClass({ kind: "quiet" })}>
              {t("admin.key.edit")}
            </Link>
          )}
        </div>
        <ActionNotice />
        <KeyFacts apiKey={key} moment={moment} />
      </section>
      {ended ? (
        <section>
          <Notice tone="info" title={t("admin.key.ended")}>
            {t("admin.key.endedLine")}
          </Notice>
        </section>
      ) : (
        <>
          <RotatePart />
          <RevokePart error={given?.error} />
        </>
      )}
    </>
  );
}

function KeyFacts({ apiKey: key, moment }: Pick<Props, "apiKey" | "moment">) {
  const { t } = useAdminWords();
  const timeOf = (at: Date | null) => (at ? fullTime(at, moment) : t("admin.shell.never"));
  return (
    <Facts
      items={[
        { label: t("admin.keys.key"), value: <code>{`${key.prefix}…`}</code> },
        { label: t("admin.keys.scopes"), value: key.scopes.join(", ") },
        { label: t("admin.keys.networks"), value: key.networks.join(", ") || t("admin.keys.anyNetwork") },
        { label: t("admin.key.created"), value: timeOf(key.createdAt) },
        { label: t("admin.keys.lastUsed"), value: timeOf(key.lastUsedAt) },
        { label: t("admin.key.expires"), value: timeOf(key.expiresAt) },
        ...(key.revokedAt ? [{ label: t("admin.key.revoked"), value: timeOf(key.revokedAt) }] : []),
      ]}
    />
  );
}

function RotatePart() {
  const { t } = useAdminWords();
  return (
    <section className="developer-part">
      <h2>{t("admin.key.rotate")}</h2>
      <p>{t("admin.key.rotateLine")}</p>
      <AdminForm className="form">
        <Select label={t("admin.key.overlap")} name="overlap" defaultValue="24">
          {OVERLAPS.map((hours) => (
            <option key={hours} value={hours}>
              {t(`admin.key.overlap.${hours}`)}
            </option>
          ))}
        </Select>
        <Button kind="quiet" name="intent" value="rotate">
          {t("admin.key.createNew")}
        </Button>
      </AdminForm>
    </section>
  );
}

function RevokePart({ error }: { error: string | undefined }) {
  const { t } = useAdminWords();
  return (
    <section className="developer-part">
      <h2>{t("admin.key.revoke")}</h2>
      <AdminForm className="form" preventScrollReset>
        <CheckField
          label={t("admin.key.revokeThis")}
          name="sure"
          hint={t("admin.key.revokeHint")}
          errors={error ? [error] : undefined}
        />
        <Button kind="danger" name="intent" value="revoke">
          {t("admin.key.revoke")}
        </Button>
      </AdminForm>
    </section>
  );
}
