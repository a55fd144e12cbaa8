import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToReadableStream } from "react-dom/server.browser";
import { localeOfAccount } from "#app/admin/member.server.ts";
import { elapsed } from "#app/platform/clock.ts";
import { PageContext } from "#app/platform/http/page-context.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { isPoolExhausted } from "#db/client.ts";

/** A page that is not complete after this long is answered as an error. */
const RENDER_TIMEOUT_MS = 5_000;

/**
 * Renders a page. It is sent when it is complete: public pages have nothing to wait for in the browser. Throws, and stops
 * rendering, when the client of a GET has left.
 */
export async function renderPage(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  // A write is answered in any case, since it may have been carried out.
  const client = request.method === "GET" ? request.signal : undefined;
  client?.throwIfAborted();
  // Not AbortSignal.any: React never takes its listener off, and Node keeps a composite signal that is listened to for ever.
  const aborter = new AbortController();
  const { signal } = aborter;
  const leave = () => aborter.abort(client?.reason);
  client?.addEventListener("abort", leave);
  const timer = setTimeout(() => aborter.abort(), RENDER_TIMEOUT_MS);
  let failed = false;
  try {
    const preferences = preferencesOf(request);
    const locale = (await localeOfAccount(context)) ?? preferences.locale;
    const startedAt = elapsed();
    const rendering = renderToReadableStream(
      <PageContext.Provider
        value={{
          nonce: context.nonce,
          requestId: context.requestId,
          failed: Boolean(remixContext.staticHandlerContext.errors),
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
    // All that waits for nothing has been rendered by now.
    context.noteRendering?.(elapsed() - startedAt);
    const stream = await Promise.race([rendering, rejectOnAbort(signal)]);
    await stream.allReady;
    headers.set("Content-Type", "text/html; charset=utf-8");
    // What a page says depends on the visitor's language and theme, which stand in these.
    headers.append("Vary", "Accept-Language, Cookie");
    return new Response(stream, { status: failed ? statusOf("INTERNAL_ERROR") : status, headers });
  } finally {
    clearTimeout(timer);
    client?.removeEventListener("abort", leave);
  }
}

/** React itself never settles the rendering of a page that was aborted before its outermost part was complete. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** What a loader or an action threw and did not mean to. Requests that the visitor gave up are nobody's fault. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  if (request.signal.aborted) return;
  // What no route answers (a POST to a page without a form) is the client's mistake: the access log has its status.
  if (isRouteErrorResponse(error) && error.status < 500) return;
  if (isPoolExhausted(error)) {
    context.noteOverload?.();
    context.log.warn({}, "no connection of the database came free for a page");
    return;
  }
  context.log.error({ err: error }, "a page failed");
}
