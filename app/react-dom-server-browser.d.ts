/** React ships the streaming renderer for web standards under this name, without types of its own. */
declare module "react-dom/server.browser" {
  export { renderToReadableStream } from "react-dom/server";
}
