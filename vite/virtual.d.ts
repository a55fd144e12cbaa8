declare module "virtual:browser-files" {
  /** URL of the module that defines the custom elements of pages without hydration. */
  export const elementsUrl: string;
  /** URLs of the words of organisers' pages: one module per language, which exports the messages under the language's code. */
  export const adminWordsUrls: Readonly<Record<"en" | "de" | "fr" | "es", string>>;
  /** URL of the module of the pages in a frame. */
  export const frameUrl: string;
  /** URLs of the script for host pages: the newest, and the immutable one with its integrity (empty in development). */
  export const loader: { readonly url: string; readonly pinnedUrl: string; readonly integrity: string };
  /** URL of the smaller module for tickets, confirmations and error pages. */
  export const printElementsUrl: string;
  /** In development, URLs of the modules that reload such a page when a file changes; empty in a build. */
  export const devReloadUrls: readonly string[];
}
