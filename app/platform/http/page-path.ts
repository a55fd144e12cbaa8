/** Returns the path of the page that a request is for, whether the browser asks for the document or for its data. */
export function pagePath(request: Request): string {
  return new URL(request.url).pathname.replace(/\.data$/, "");
}
