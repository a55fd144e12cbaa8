/** Returns the path of the page that a request is for, whether the browser requests the document or its data. */
export function pagePath(request: Request): string {
  return new URL(request.url).pathname.replace(/\.data$/, "");
}
