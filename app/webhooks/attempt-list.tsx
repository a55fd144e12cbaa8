import { Form } from "@remix-run/react";
import { exactTime, type Moment } from "#app/platform/dates.ts";
import { Button } from "#app/ui/button.tsx";
import { StateMark } from "#app/ui/state-mark.tsx";
import type { Attempt } from "./deliveries.server.ts";
import { ERROR_WORDS } from "./event-types.ts";

/** What was tried with an endpoint, the newest first; each opens to what was sent and answered. */
export function AttemptList({ attempts, moment }: { attempts: Attempt[]; moment: Moment }) {
  return (
    <div className="attempts">
      {attempts.map((attempt) => (
        <details key={attempt.id} className="attempt">
          <summary>
            <span className="attempt-code">
              <AttemptMark {...attempt} />
            </span>
            <span className="attempt-type">
              <code>{attempt.type}</code>
              {attempt.kind === "resend" ? ", sent again" : ""}
            </span>
            <span className="attempt-latency">{latencyOf(attempt)}</span>
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
  if (error !== null) return <StateMark tone="bad">{ERROR_WORDS[error] ?? error}</StateMark>;
  const accepted = code !== null && code >= 200 && code < 300;
  return <StateMark tone={accepted ? "ok" : "bad"}>{code}</StateMark>;
}

const latencyOf = ({ latencyMs }: Attempt) =>
  latencyMs < 1_000 ? `${latencyMs} ms` : `${(latencyMs / 1_000).toFixed(1)} s`;

function AttemptBody({ attempt }: { attempt: Attempt }) {
  const { eventId, kind, request, response, code } = attempt;
  return (
    <div className="attempt-body">
      <div>
        <h3>Event id</h3>
        <code className="secret-value">{eventId}</code>
      </div>
      <AttemptText title="Sent" text={pretty(request)} />
      {code === null ? null : <AttemptText title="Answered" text={response} empty="No body." />}
      <Form method="post">
        <input type="hidden" name="eventId" value={eventId} />
        <Button kind="quiet" name="intent" value="resend">
          {kind === "test" ? "Send this test again" : "Send again"}
        </Button>
      </Form>
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
