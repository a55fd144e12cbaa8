import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToReadableStream } from "react-dom/server.browser";
import { localeOfAccount } from "#app/admin/member.server.ts";
import { elapsed } from "#app/platform/clock.ts";
import { PageContext } from "#app/platform/http/page-context.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { problemOf } from "#app/platform/http/problems.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { isPoolExhausted } from "#db/client.ts";

/** A page that is not complete after this time becomes an error. */
const RENDER_TIMEOUT_MS = 5_000;

/** Returns whether a boundary tells of a problem instead of the page. One that asks for an access code is a form like others. */
function isFailed({ staticHandlerContext: { errors } }: EntryContext): boolean {
  const asksForCode = (error: unknown) => isRouteErrorResponse(error) && problemOf(error)?.access;
  return Object.values(errors ?? {}).some((error) => !asksForCode(error));
}

/**
 * Renders a page. It is sent when it is complete: public pages have nothing to load later. Throws, and stops rendering, when
 * the client of a GET has disconnected.
 */
export async function renderPage(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  // A write always gets a response, since it may have been processed.
  const client = request.method === "GET" ? request.signal : undefined;
  client?.throwIfAborted();
  // Not AbortSignal.any: React never removes its listener, and Node retains a composite signal with listeners forever.
  const aborter = new AbortController();
  const { signal } = aborter;
  const leave = () => aborter.abort(client?.reason);
  client?.addEventListener("abort", leave);
  const timer = setTimeout(() => aborter.abort(), RENDER_TIMEOUT_MS);
  let failed = false;
  try {
    const preferences = preferencesOf(request);
    const locale = (await localeOfAccount(context)) ?? preferences.locale;
    await context.turnToRender?.();
    client?.throwIfAborted();
    const startedAt = elapsed();
    const rendering = renderToReadableStream(
      <PageContext.Provider
        value={{
          nonce: context.nonce,
          requestId: context.requestId,
          failed: isFailed(remixContext),
          preferences,
          locale,
        }}
      >
        <RemixServer context={remixContext} url={request.url} nonce={context.nonce} />
      </PageContext.Provider>,
      {
        nonce: context.nonce,
        signal,
        onError(error) {
          failed = true;
          if (!request.signal.aborted) context.log.error({ err: error }, "a page could not be rendered");
        },
      },
    );
    // Everything synchronous has been rendered at this point.
    context.noteRendering?.(elapsed() - startedAt);
    const stream = await Promise.race([rendering, rejectOnAbort(signal)]);
    await stream.allReady;
    headers.set("Content-Type", "text/html; charset=utf-8");
    // Pages depend on the visitor's language and theme, which are in these headers.
    headers.append("Vary", "Accept-Language, Cookie");
    return new Response(stream, { status: failed ? statusOf("INTERNAL_ERROR") : status, headers });
  } finally {
    clearTimeout(timer);
    client?.removeEventListener("abort", leave);
  }
}

/** Rejects on abort, since React never settles the rendering of a page that was aborted before its shell was complete. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** Logs an unexpected error of a loader or action. Errors of requests that the visitor aborted are ignored. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  if (request.signal.aborted) return;
  // What no route handles (a POST to a page without a form) is the client's mistake: the access log has its status.
  if (isRouteErrorResponse(error) && error.status < 500) return;
  if (isPoolExhausted(error)) {
    context.noteOverload?.();
    context.log.warn({}, "a page timed out waiting for a database connection");
    return;
  }
  context.log.error({ err: error }, "a page failed");
}
