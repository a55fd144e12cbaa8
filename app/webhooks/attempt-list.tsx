import type { AdminTranslate } from "#app/i18n/admin-translate.ts";
import { AdminPhrase, useAdminWords } from "#app/i18n/admin-words.tsx";
import { exactTime, type Moment } from "#app/platform/dates.ts";
import { AdminForm } from "#app/ui/admin/admin-form.tsx";
import { Button } from "#app/ui/button.tsx";
import { StateMark } from "#app/ui/state-mark.tsx";
import type { Attempt } from "./deliveries.server.ts";
import { DELIVERY_ERRORS } from "./event-types.ts";

/** Lists the delivery attempts of an endpoint, newest first. Each expands to its request and response. */
export function AttemptList({ attempts, moment }: { attempts: Attempt[]; moment: Moment }) {
  const { t } = useAdminWords();
  return (
    <div className="attempts">
      {attempts.map((attempt) => (
        <details key={attempt.id} className="attempt">
          <summary>
            <span className="attempt-code">
              <AttemptMark {...attempt} />
            </span>
            <span className="attempt-type">
              {attempt.kind === "resend" ? (
                <AdminPhrase k="admin.webhook.attempt.resent" nodes={{ type: <code>{attempt.type}</code> }} />
              ) : (
                <code>{attempt.type}</code>
              )}
            </span>
            <span className="attempt-latency">{latencyOf(attempt, t)}</span>
            <time className="attempt-time" dateTime={attempt.at.toISOString()}>
              {exactTime(attempt.at, moment)}
            </time>
          </summary>
          <AttemptBody attempt={attempt} />
        </details>
      ))}
    </div>
  );
}

function AttemptMark({ code, error }: Attempt) {
  const { t } = useAdminWords();
  if (error !== null) {
    const known = DELIVERY_ERRORS.find((each) => each === error);
    return <StateMark tone="bad">{known ? t(`admin.webhook.error.${known}`) : error}</StateMark>;
  }
  const accepted = code !== null && code >= 200 && code < 300;
  return <StateMark tone={accepted ? "ok" : "bad"}>{code}</StateMark>;
}

const latencyOf = ({ latencyMs }: Attempt, t: AdminTranslate) =>
  latencyMs < 1_000
    ? t("admin.webhook.attempt.milliseconds", { count: latencyMs })
    : t("admin.webhook.attempt.seconds", { seconds: latencyMs / 1_000 });

function AttemptBody({ attempt }: { attempt: Attempt }) {
  const { t } = useAdminWords();
  const { eventId, kind, request, response, code } = attempt;
  return (
    <div className="attempt-body">
      <div>
        <h3>{t("admin.webhook.attempt.eventId")}</h3>
        <code className="secret-value">{eventId}</code>
      </div>
      <AttemptText title={t("admin.webhook.attempt.request")} text={pretty(request)} />
      {code === null ? null : (
        <AttemptText
          title={t("admin.webhook.attempt.response")}
          text={response}
          empty={t("admin.webhook.attempt.noBody")}
        />
      )}
      <AdminForm>
        <input type="hidden" name="eventId" value={eventId} />
        <Button kind="quiet" name="intent" value="resend">
          {kind === "test" ? t("admin.webhook.attempt.resendTest") : t("admin.webhook.attempt.resend")}
        </Button>
      </AdminForm>
    </div>
  );
}

function AttemptText({ title, text, empty }: { title: string; text: string; empty?: string }) {
  return (
    <div>
      <h3>{title}</h3>
      {text === "" ? <p>{empty}</p> : <pre className="attempt-text">{text}</pre>}
    </div>
  );
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
