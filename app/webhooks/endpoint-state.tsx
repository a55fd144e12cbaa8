import { fullTime, type Moment } from "#app/platform/dates.ts";
import { Notice } from "#app/ui/notice.tsx";
import { StateMark } from "#app/ui/state-mark.tsx";
import type { Endpoint } from "./endpoints.server.ts";

type State = Pick<Endpoint, "state" | "disabledReason" | "disabledAt" | "failingSince">;

/** Whether an endpoint gets what happens, as one word. */
export function EndpointStateMark({ state, disabledReason, failingSince }: State) {
  if (state === "disabled") {
    return disabledReason === "member" ? (
      <StateMark tone="neutral">Off</StateMark>
    ) : (
      <StateMark tone="bad">Turned off</StateMark>
    );
  }
  if (failingSince) return <StateMark tone="warn">Failing</StateMark>;
  return <StateMark tone="ok">Active</StateMark>;
}

/** What a member should know of an endpoint that is not well, and what to do; nothing of one that is. */
export function EndpointNotice({ endpoint, moment }: { endpoint: State; moment: Moment }) {
  const { state, disabledReason, disabledAt, failingSince } = endpoint;
  if (state === "disabled" && disabledAt) {
    const at = fullTime(disabledAt, moment);
    if (disabledReason === "member") {
      return (
        <Notice tone="info" title={`Off since ${at}`}>
          {NOTHING_LATER}
        </Notice>
      );
    }
    const why =
      disabledReason === "gone"
        ? "The server answered 410, which says that nobody listens there any more."
        : "For three days nothing that was sent was accepted.";
    return (
      <Notice tone="bad" title={`Turned off on ${at}`}>
        {`${why} ${NOTHING_LATER} Send a test to see whether it works, then turn it on again.`}
      </Notice>
    );
  }
  if (!failingSince) return null;
  return (
    <Notice tone="warn" title={`Nothing has been accepted since ${fullTime(failingSince, moment)}`}>
      What fails is tried again for 24 hours. After three days without success the webhook is turned off.
    </Notice>
  );
}

const NOTHING_LATER = "What happens while it is off is not sent later.";
