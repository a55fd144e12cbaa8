import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import "#app/styles/reference.css";
import type { ReactNode } from "react";
import { type CallInWords, callsOf } from "#app/platform/openapi.ts";
import * as paths from "#app/platform/paths.ts";
import { CallReference } from "#app/ui/call-reference.tsx";
import { CodeSample } from "#app/ui/code-sample.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { Ticket, TicketTitle } from "#app/ui/ticket.tsx";

/** The reference is written in one language, as the API itself is. */
export function loader({ context }: LoaderFunctionArgs) {
  const document = context.apiDocument;
  const calls = callsOf(document);
  const tags = (document.tags ?? [])
    .map(({ name }) => name)
    .filter((tag) => calls.some((each) => each.tag === tag));
  return {
    locale: "en" as const,
    base: paths.absolute(context.origin, paths.api()),
    groups: tags.map((tag) => ({ tag, calls: calls.filter((each) => each.tag === tag) })),
  };
}

export const meta: MetaFunction = () => [
  { title: "Reservo for programs" },
  {
    name: "description",
    content: "Every call of the Reservo API: what it takes, what it answers, and how it is made.",
  },
];

export default function ApiReferencePage() {
  const { base, groups } = useLoaderData<typeof loader>();
  return (
    <>
      <Ticket
        stock="lagoon"
        main={
          <>
            <TicketTitle by="The HTTP API, version 1">Reservo for programs</TicketTitle>
            <dl className="facts">
              <Fact name="Address">{base}</Fact>
              <Fact name="Key">X-API-Key, or Authorization: Bearer</Fact>
              <Fact name="Form">JSON in UTF-8</Fact>
            </dl>
          </>
        }
        stub={
          <>
            <p className="seats-left">{groups.reduce((sum, each) => sum + each.calls.length, 0)} calls</p>
            <p className="ticket-fine">
              All of them are in one OpenAPI 3.1 document, made from what checks the requests.
            </p>
            <p className="ticket-fine">
              <TextLink href={paths.apiDocument()}>Open the document</TextLink>
            </p>
          </>
        }
      />
      <div className="reference-body">
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
      </div>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const anchorOf = (tag: string) => tag.toLowerCase();

function Outline({ groups }: { groups: { tag: string; calls: CallInWords[] }[] }) {
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
