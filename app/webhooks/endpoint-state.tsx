import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { fullTime, type Moment } from "#app/platform/dates.ts";
import { Notice } from "#app/ui/notice.tsx";
import { StateMark } from "#app/ui/state-mark.tsx";
import type { Endpoint } from "./endpoints.server.ts";

type State = Pick<Endpoint, "state" | "disabledReason" | "disabledAt" | "failingSince">;

/** Renders the state of an endpoint as one word. */
export function EndpointStateMark({ state, disabledReason, failingSince }: State) {
  const { t } = useAdminWords();
  if (state === "disabled") {
    return disabledReason === "member" ? (
      <StateMark tone="neutral">{t("admin.webhooks.state.off")}</StateMark>
    ) : (
      <StateMark tone="bad">{t("admin.webhooks.state.turnedOff")}</StateMark>
    );
  }
  if (failingSince) return <StateMark tone="warn">{t("admin.webhooks.state.failing")}</StateMark>;
  return <StateMark tone="ok">{t("admin.webhooks.state.active")}</StateMark>;
}

/** Renders what is wrong with an endpoint and what to do; nothing for a healthy one. */
export function EndpointNotice({ endpoint, moment }: { endpoint: State; moment: Moment }) {
  const { t } = useAdminWords();
  const { state, disabledReason, disabledAt, failingSince } = endpoint;
  if (state === "disabled" && disabledAt) {
    const time = fullTime(disabledAt, moment);
    if (disabledReason === "member") {
      return (
        <Notice tone="info" title={t("admin.webhook.offSince", { time })}>
          {t("admin.webhook.notSentLater")}
        </Notice>
      );
    }
    const why = disabledReason === "gone" ? "gone" : "failing";
    return (
      <Notice tone="bad" title={t("admin.webhook.turnedOffOn", { time })}>
        {t(`admin.webhook.why.${why}`)} {t("admin.webhook.notSentLater")} {t("admin.webhook.testThenTurnOn")}
      </Notice>
    );
  }
  if (!failingSince) return null;
  return (
    <Notice tone="warn" title={t("admin.webhook.failingSince", { time: fullTime(failingSince, moment) })}>
      {t("admin.webhook.failingLine")}
    </Notice>
  );
}
