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
  context.page?.cache({ resourceIds: [], maxAgeMs: DAY_MS });
  const base = paths.absolute(context.origin, paths.api());
  return { locale: "en" as const, base, ...referenceOf(context.apiDocument, base) };
}

export const meta: MetaFunction = () => [
  { title: "Reservo API" },
  {
    name: "description",
    content: "Every endpoint of the Reservo API, with parameters, responses and code samples.",
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
            <TicketTitle by="HTTP API, version 1">Reservo API</TicketTitle>
            <dl className="facts">
              <Fact name="Base URL">{base}</Fact>
              <Fact name="Authentication">X-API-Key or Authorization: Bearer</Fact>
              <Fact name="Format">JSON in UTF-8</Fact>
            </dl>
          </>
        }
        stub={
          <>
            <p className="seats-left">{calls} endpoints</p>
            <p className="ticket-fine">
              All are in one OpenAPI 3.1 document, generated from the schemas that validate requests.
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
