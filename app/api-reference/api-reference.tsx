import { CodeSample } from "#app/ui/code-sample.tsx";
import { CallReference } from "./call-reference.tsx";
import type { CallInWords } from "./openapi.ts";

export interface CallGroup {
  tag: string;
  calls: CallInWords[];
}

/** What `referenceOf` has rendered; give it nothing else, since it is put into the page as it is. */
export function ApiReferenceBody({ html }: { html: string }) {
  return <div className="reference-body" dangerouslySetInnerHTML={{ __html: html }} />;
}

/** All calls of the API, with an outline, and how to begin. */
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
        <a href="#begin">Begin in five minutes</a>
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
      <h2 id="begin-title">Begin in five minutes</h2>
      <div className="reference-intro">
        <p>
          Make a key in the admin, under Developers. It is shown once. Keep it where no browser and no
          repository sees it.
        </p>
        <CodeSample label="Keep the key in a variable" text="export RESERVO_KEY='rsv_live_…'" />
        <CodeSample
          label="Make a resource with 40 places"
          text={`curl '${base}/resources' \\\n  -H "X-API-Key: $RESERVO_KEY" \\\n  -H 'Content-Type: application/json' \\\n  -d '{"id":"room-1","type":"room","capacity":40}'`}
        />
        <CodeSample
          label="Book two of them, once, however often this is sent"
          text={`curl '${base}/reservations' \\\n  -H "X-API-Key: $RESERVO_KEY" \\\n  -H 'Idempotency-Key: order-1017' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"resourceId":"room-1","clientId":"ada@example.org","quantity":2}'`}
        />
        <h3>A yes, a no, and neither</h3>
        <p>
          <code>201</code> with <code>CONFIRMED</code> is a yes that survives a crash. <code>409</code> with{" "}
          <code>REJECTED</code> is a no, with its reason. Both name the sequence at which they were decided
          and what remained then, so that anyone can check them in the ledger.
        </p>
        <p>
          <code>503</code> <code>OVERLOADED</code> was not carried out. <code>504</code>{" "}
          <code>OUTCOME_UNKNOWN</code> may have been: send it again with the same key, and it is answered as
          what it was.
        </p>
        <h3>The same answer twice</h3>
        <p>
          Send an <code>Idempotency-Key</code> of your own with any <code>POST</code>. The same key with the
          same body is answered as the first time, with the header <code>Idempotency-Replayed: true</code>.
          With another body it is refused with <code>422</code>. Successes are kept for 7 days and as long as
          the booking, refusals for 24 hours.
        </p>
        <h3>Scopes</h3>
        <p>
          <code>read</code> looks, <code>book</code> takes and cancels, <code>manage</code> changes resources,
          settings and webhooks. None includes another. A key belongs to one organisation and sees nothing
          else.
        </p>
        <h3>Errors</h3>
        <p>
          An error is <code>{"{ error, message, requestId, details? }"}</code>: a code for programs, a
          sentence for people, the id that finds the request in our log, and each place that is wrong.
        </p>
      </div>
    </section>
  );
}
