import { createContext } from "react";
import type { Locale } from "../locales.ts";
import type { Preferences } from "./preferences.ts";
import type { RouteDeclaration } from "./route-facts.ts";

/** The declarations of a route, as its `handle`: to the host, and about the document that it renders into. */
export interface RouteHandle extends RouteDeclaration {
  /** React hydrates the page in the browser: the admin. All other pages are HTML with custom elements. */
  hydrate?: boolean;
  /** The page's policy allows scripts by nonce only: admin and sign-in. */
  nonce?: boolean;
  /** The page is saved, printed or shown at the door: it has the few elements of `elements/print-pages.ts`. */
  printable?: boolean;
  /** The page is framed by another site: it has a separate module, and at most one web font. */
  framed?: boolean;
}

/** Facts about the request for the page while it is rendered on the server; in the browser, the language only. */
export const PageContext = createContext<{
  nonce?: string;
  requestId?: string;
  /** True where an error boundary shows a problem instead of the page. */
  failed?: boolean;
  preferences?: Preferences;
  /** The language of a page whose loaders give none: one that cannot be shown. In the browser that of the document. */
  locale?: Locale;
}>({});

/** Data that a public page's loader returns besides its own: the language of the page. */
export interface PageData {
  locale?: Locale;
  /** Set by pages that are framed by another site. */
  frame?: FrameAppearance;
}

/** Appearance of a framed page. */
export interface FrameAppearance {
  theme: "light" | "dark" | undefined;
  /** Colour scheme of the page around the frame, if it is known. */
  ground: "light" | "dark" | undefined;
  /** With the device's own font nothing is loaded. */
  font: "brand" | "system";
}
