import { SITE_CSS, SITE_JS } from "./preview-assets.ts";
import { pageOfSite } from "./preview-pages.ts";
import type { PreviewSiteOptions } from "./preview-site-options.ts";

/**
 * Creates the handler of the example website. It runs on a separate origin, so that it embeds Reservo the way any other
 * site does, with a strict CSP, so that it proves that the forms need no more.
 */
export function createPreviewSite(options: PreviewSiteOptions) {
  const policyOf = () =>
    [
      "default-src 'none'",
      `script-src 'self' ${options.reservo()}`,
      "style-src 'self'",
      `frame-src ${options.reservo()}`,
      "img-src 'self' data:",
      "base-uri 'none'",
      "form-action 'none'",
      `frame-ancestors 'self' ${options.reservo()}`,
    ].join("; ");
  const answer = (body: string, type: string, status = 200) =>
    new Response(body, {
      status,
      headers: {
        "Content-Type": `${type}; charset=utf-8`,
        "Content-Security-Policy": policyOf(),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Robots-Tag": "noindex",
        "Cache-Control": "no-cache",
      },
    });

  return async (request: Request): Promise<Response> => {
    if (request.method !== "GET" && request.method !== "HEAD") return answer("", "text/plain", 405);
    const url = new URL(request.url);
    if (url.pathname === "/site.css") return answer(SITE_CSS, "text/css");
    if (url.pathname === "/site.js") return answer(SITE_JS, "text/javascript");
    const page = await pageOfSite(url, options);
    return page === undefined
      ? answer("This example website has no such page.", "text/plain", 404)
      : answer(page, "text/html");
  };
}
