import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import "#app/styles/reference.css";
import type { ReactNode } from "react";
import { referenceOf } from "#app/api-reference/api-reference.server.tsx";
import { ApiReferenceBody } from "#app/api-reference/api-reference.tsx";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import * as paths from "#app/platform/http/paths.ts";
import { TextLink } from "#app/ui/text-link.tsx";
import { Ticket, TicketTitle } from "#app/ui/ticket.tsx";

export const handle: RouteHandle = { cachedAs: "reference" };

const DAY_MS = 24 * 60 * 60 * 1_000;

/** The reference is in English only, like the API, and does not change while this version runs. */
export function loader({ context }: LoaderFunctionArgs) {
  context.page?.keep({ resourceIds: [], maxAgeMs: DAY_MS });
  const base = paths.absolute(context.origin, paths.api());
  return { locale: "en" as const, base, ...referenceOf(context.apiDocument, base) };
}

export const meta: MetaFunction = () => [
  { title: "Reservo for programs" },
  {
    name: "description",
    content: "Every call of the Reservo API: what it takes, what it answers, and how it is made.",
  },
];

export default function ApiReferencePage() {
  const { base, calls, html } = useLoaderData<typeof loader>();
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
            <p className="seats-left">{calls} calls</p>
            <p className="ticket-fine">
              All of them are in one OpenAPI 3.1 document, made from what checks the requests.
            </p>
            <p className="ticket-fine">
              <TextLink href={paths.apiDocument()}>Open the document</TextLink>
            </p>
          </>
        }
      />
      <ApiReferenceBody html={html} />
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
