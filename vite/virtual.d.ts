declare module "virtual:browser-files" {
  /** The module that upgrades the custom elements of pages without hydration. */
  export const elementsUrl: string;
  /** The words of organisers' pages: a module a language, which exports the messages by the language's name. */
  export const adminWordsUrls: Readonly<Record<"en" | "de" | "fr" | "es", string>>;
  /** The module of the pages that stand in a frame. */
  export const frameUrl: string;
  /** The script for other people's pages: the newest, and one that never changes with its integrity (none in development). */
  export const loader: { readonly url: string; readonly pinnedUrl: string; readonly integrity: string };
  /** The smaller one for pages that one keeps or prints, and for errors. */
  export const paperElementsUrl: string;
  /** In development, the modules that reload such a page when a file changes; none in a build. */
  export const devReloadUrls: readonly string[];
}
