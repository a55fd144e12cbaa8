declare module "virtual:browser-files" {
  /** The module that upgrades the custom elements of pages without hydration. */
  export const elementsUrl: string;
  /** The smaller one for pages that one keeps or prints, and for errors. */
  export const paperElementsUrl: string;
  /** In development, the modules that reload such a page when a file changes; none in a build. */
  export const devReloadUrls: readonly string[];
}
