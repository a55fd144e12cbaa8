import { CodeSample } from "#app/ui/code-sample.tsx";
import { CallReference } from "./call-reference.tsx";
import type { CallInWords } from "./openapi.ts";

export interface CallGroup {
  tag: string;
  calls: CallInWords[];
}

/** Renders the output of `referenceOf`. Pass nothing else: the HTML is inserted unescaped. */
export function ApiReferenceBody({ html }: { html: string }) {
  return <div className="reference-body" dangerouslySetInnerHTML={{ __html: html }} />;
}

/** Renders the API reference: an outline, a quick start and all endpoints. */
export function ApiReference({ groups, base }: { groups: CallGroup[]; base: string }) {
  return (
    <>
      <Outline groups={groups} />
      <div>
        <Begin base={base} />
        {groups.map(({ tag, calls }) => (
          <section
            key={tag}
            className="reference-group"
            id={anchorOf(tag)}
            aria-labelledby={`${anchorOf(tag)}-title`}
          >
            <h2 id={`${anchorOf(tag)}-title`}>{tag}</h2>
            {calls.map((call) => (
              <CallReference key={call.id} call={call} base={base} />
            ))}
          </section>
        ))}
      </div>
    </>
  );
}

const anchorOf = (tag: string) => tag.toLowerCase();

function Outline({ groups }: { groups: CallGroup[] }) {
  return (
    <nav className="docs-outline" aria-label="On this page">
      <details open>
        <summary>On this page</summary>
        <a href="#begin">Quick start</a>
        {groups.map(({ tag, calls }) => (
          <div key={tag}>
            <h2>
              <a href={`#${anchorOf(tag)}`}>{tag}</a>
            </h2>
            <ul>
              {calls.map(({ id, summary }) => (
                <li key={id}>
                  <a href={`#${id}`}>{summary}</a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </details>
    </nav>
  );
}

function Begin({ base }: { base: string }) {
  return (
    <section className="reference-group" id="begin" aria-labelledby="begin-title">
      <h2 id="begin-title">Quick start</h2>
      <div className="reference-intro">
        <p>
          Create an API key in the admin, under Developers. It is shown only once. Store it where neither a
          browser nor a repository can expose it.
        </p>
        <CodeSample label="Store the key in a variable" text="export RESERVO_KEY='rsv_live_…'" />
        <CodeSample
          label="Create a resource with 40 places"
          text={`curl '${base}/resources' \\\n  -H "X-API-Key: $RESERVO_KEY" \\\n  -H 'Content-Type: application/json' \\\n  -d '{"id":"room-1","type":"room","capacity":40}'`}
        />
        <CodeSample
          label="Book two of them. Sending this again does not book twice"
          text={`curl '${base}/reservations' \\\n  -H "X-API-Key: $RESERVO_KEY" \\\n  -H 'Idempotency-Key: order-1017' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"resourceId":"room-1","clientId":"ada@example.org","quantity":2}'`}
        />
        <h3>Outcomes</h3>
        <p>
          <code>201</code> with <code>CONFIRMED</code>: the booking is committed and survives a crash.{" "}
          <code>409</code> with <code>REJECTED</code>: it was rejected, with a reason. Both include the
          sequence of the decision and the capacity that remained, so that anyone can check them against the
          ledger.
        </p>
        <p>
          <code>503</code> <code>OVERLOADED</code>: the request was not executed. <code>504</code>{" "}
          <code>OUTCOME_UNKNOWN</code>: it may have been. Retry with the same key to get the actual outcome.
        </p>
        <h3>Idempotency</h3>
        <p>
          Send your own <code>Idempotency-Key</code> with any <code>POST</code>. Repeating the request with
          the same key and body returns the original response, with the header{" "}
          <code>Idempotency-Replayed: true</code>. A different body is refused with <code>422</code>.
          Successes are kept for 7 days and as long as the booking, refusals for 24 hours.
        </p>
        <h3>Scopes</h3>
        <p>
          <code>read</code> reads, <code>book</code> books and cancels, <code>desk</code> overrides booking
          rules in requests with <code>"as": "desk"</code>, <code>manage</code> changes resources, settings
          and webhooks. No scope includes another. A key belongs to one organisation and has no access to any
          other. A key can be limited to networks; from anywhere else it gets <code>403</code>.
        </p>
        <h3>Errors</h3>
        <p>
          An error is <code>{"{ error, message, requestId, details? }"}</code>: a code for programs, a message
          for people, the request id to quote when you contact support, and the invalid fields.
        </p>
      </div>
    </section>
  );
}
