declare module "virtual:browser-files" {
  /** The module that upgrades the custom elements of pages without hydration. */
  export const elementsUrl: string;
  /** In development, the modules that reload such a page when a file changes; none in a build. */
  export const devReloadUrls: readonly string[];
}
