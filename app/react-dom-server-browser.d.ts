/** React ships its renderers for web standards under this name, without types of its own. */
declare module "react-dom/server.browser" {
  export { renderToReadableStream, renderToStaticMarkup } from "react-dom/server";
}
