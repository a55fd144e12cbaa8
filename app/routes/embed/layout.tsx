import {
  type ClientLoaderFunctionArgs,
  type ErrorResponse,
  isRouteErrorResponse,
  type MetaFunction,
  Outlet,
  useLocation,
  useRouteError,
} from "@remix-run/react";
import { useContext } from "react";
import "#app/styles/embed.css";
import { AccessPage, accessIn, sessionIn } from "#app/checkout/access-page.tsx";
import { EmbedFrame } from "#app/embed/embed-frame.tsx";
import { carriedOf } from "#app/embed/embed-options.ts";
import { useWords } from "#app/i18n/words.tsx";
import { PageContext, type RouteHandle } from "#app/platform/http/page-context.ts";
import * as paths from "#app/platform/http/paths.ts";
import { problemOf } from "#app/platform/http/problems.ts";
import type { AnyRefusal } from "#app/platform/refusals.ts";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { FrameRoot } from "#app/ui/outside-links.ts";

/** Layout of the pages framed by other sites: no header, no footer, and no dependency on the window's height. */
export const handle: RouteHandle = { surface: "embed", disallowsRobots: true, framed: true };

/** Required next to the clientLoader: without a loader Remix would render an empty page. */
export const loader = () => null;

/** Turns client-side navigation from the admin into a document load, since these pages are not hydrated. */
export async function clientLoader({ request }: ClientLoaderFunctionArgs) {
  window.location.assign(request.url);
  return new Promise<null>(() => {});
}

export const meta: MetaFunction = () => [{ title: "Reservo" }, { name: "robots", content: "noindex" }];

export default function EmbedLayout() {
  return (
    <FrameRoot.Provider value={paths.EMBED}>
      <Outlet />
    </FrameRoot.Provider>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { requestId } = useContext(PageContext);
  const { t, locale } = useWords();
  const access = accessIn(error);
  const query = new URLSearchParams(useLocation().search);
  const code = codeOf(isRouteErrorResponse(error) ? error : undefined);
  const missing = code === "NOT_FOUND";
  const [title, line] = access
    ? [t("problem.accessCode.title"), ""]
    : missing
      ? [t("embed.missing"), t("embed.missingLine")]
      : [t("embed.failed"), t("embed.failedLine")];
  const facts = {
    // The error facts are not secret, and any site that waits for the frame should receive them.
    sites: ["https:", "http://localhost:*", "http://127.0.0.1:*"],
    ready: { title, locale, state: "closed" as const },
    step: { name: "choose" as const, index: 1, count: 1 },
    error: access ? undefined : { code, retryable: code === "INTERNAL_ERROR" },
    question: t("embed.discard"),
  };
  return (
    <EmbedFrame facts={facts}>
      <div className="embed-card">
        {access ? (
          <AccessPage
            access={access}
            action={paths.embedEvent(access.slug, { ...carriedOf(query), ...sessionIn(query), send: "1" })}
          />
        ) : (
          <>
            <h1 className="sr-only">{title}</h1>
            <EmptyTicket title={title} line={missing || !requestId ? line : `${line} ${requestId}`} />
          </>
        )}
      </div>
    </EmbedFrame>
  );
}

/** Returns the API's code for a response that a route has thrown. */
function codeOf(thrown: ErrorResponse | undefined): AnyRefusal {
  const problem = problemOf(thrown)?.problem;
  if (problem === "notFound" || problem === "removed") return "NOT_FOUND";
  return thrown && thrown.status < 500 ? "VALIDATION_ERROR" : "INTERNAL_ERROR";
}
