import { Link, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { AdminPhrase, useAdminWords } from "#app/i18n/admin-words.tsx";
import { exactTime } from "#app/platform/dates.ts";
import { ActionNotice } from "#app/ui/admin/action-notice.tsx";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { Button, buttonClass } from "#app/ui/button.tsx";
import { OwnWords } from "#app/ui/own-words.tsx";
import { AttemptList } from "./attempt-list.tsx";
import { DeletePart, SecretPart } from "./endpoint-parts.tsx";
import { EndpointNotice, EndpointStateMark } from "./endpoint-state.tsx";
import type { WebhookView } from "./webhook-view.server.ts";

interface Given {
  secret?: string;
  error?: string;
  notice?: string;
}

/** Renders an endpoint: its state, attempts and secret. */
export function WebhookPage({ given, ...view }: WebhookView & { given: Given | undefined }) {
  const { endpoint, moment } = view;
  return (
    <>
      <section>
        <div className="developer-head">
          <div>
            <h2>{new URL(endpoint.url).host}</h2>
            <code>{endpoint.url}</code>
            {endpoint.description ? (
              <p>
                <OwnWords>{endpoint.description}</OwnWords>
              </p>
            ) : null}
            <EndpointStateMark {...endpoint} />
          </div>
          <WebhookActions endpoint={endpoint} />
        </div>
        <ActionNotice />
        <EndpointNotice endpoint={endpoint} moment={moment} />
        <p className="webhook-types">
          <AdminPhrase
            k="admin.webhook.sends"
            nodes={{ types: endpoint.types.map((type) => <code key={type}>{type}</code>) }}
          />
        </p>
      </section>
      <Attempts {...view} />
      <SecretPart endpoint={endpoint} secret={given?.secret} moment={moment} />
      <DeletePart error={given?.error} />
    </>
  );
}

function WebhookActions({ endpoint }: Pick<WebhookView, "endpoint">) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const on = endpoint.state === "active";
  return (
    <AdminForm className="button-row">
      <Button name="intent" value="test" kind={on ? "primary" : "quiet"}>
        {t("admin.webhook.test")}
      </Button>
      <Link to={paths.webhookEdit(endpoint.id)} className={buttonClass({ kind: "quiet" })}>
        {t("admin.webhook.edit")}
      </Link>
      <Button kind={on ? "quiet" : "primary"} name="intent" value={on ? "off" : "on"}>
        {on ? t("admin.webhook.turnOff") : t("admin.webhook.turnOn")}
      </Button>
    </AdminForm>
  );
}

/** While a delivery is due within this time, the page reloads its data periodically. */
const RELOAD_BEFORE_MS = 15_000;
const RELOAD_INTERVAL_MS = 1_000;

function Attempts({ endpoint, page, waiting, moment, now, later }: WebhookView) {
  const { t } = useAdminWords();
  const paths = useAdminPaths();
  const { revalidate, state } = useRevalidator();
  const isDueSoon =
    waiting.nextAt !== undefined && waiting.nextAt.getTime() - now.getTime() < RELOAD_BEFORE_MS;
  useEffect(() => {
    if (!isDueSoon || state !== "idle") return;
    const timer = setTimeout(revalidate, RELOAD_INTERVAL_MS);
    return () => clearTimeout(timer);
  }, [isDueSoon, state, revalidate]);
  return (
    <section>
      <h2>{t("admin.webhook.attempts")}</h2>
      {waiting.number > 0 && waiting.nextAt ? (
        <p className="webhook-waiting" aria-live="polite">
          {isDueSoon
            ? t("admin.webhook.waitingSoon", { count: waiting.number })
            : t("admin.webhook.waitingUntil", {
                count: waiting.number,
                time: exactTime(waiting.nextAt, moment),
              })}
        </p>
      ) : null}
      {page.attempts.length > 0 ? (
        <AttemptList attempts={page.attempts} moment={moment} />
      ) : (
        <p className="webhook-waiting">
          {later ? t("admin.webhook.noOlder") : t("admin.webhook.noAttempts")}
        </p>
      )}
      {page.next || later ? (
        <p className="page-next button-row">
          {later ? (
            <Link to={paths.webhook(endpoint.id)} className={buttonClass({ kind: "quiet" })}>
              {t("admin.webhook.newest")}
            </Link>
          ) : null}
          {page.next ? (
            <Link
              to={paths.webhook(endpoint.id, { after: page.next })}
              className={buttonClass({ kind: "quiet" })}
            >
              {t("admin.webhook.older")}
            </Link>
          ) : null}
        </p>
      ) : null}
    </section>
  );
}
