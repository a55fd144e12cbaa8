import { createContext } from "react";
import type { Locale } from "../locales.ts";
import type { Preferences } from "./preferences.ts";
import type { RouteDeclaration } from "./route-facts.ts";

/** What a route declares, as its `handle`: to the host, and about the document that it stands in. */
export interface RouteHandle extends RouteDeclaration {
  /** React takes over in the browser: the admin. Everywhere else pages are HTML with custom elements. */
  hydrate?: boolean;
  /** The page's policy lets scripts run by nonce only: admin and sign-in. */
  nonce?: boolean;
  /** The page is kept, printed or shown at a door, and has the few elements for that. */
  paper?: boolean;
  /** The page stands in a frame on somebody else's site: it has a module of its own, and one typeface at most. */
  framed?: boolean;
}

/** What a page is told of its request while it is rendered on the server; in the browser there is the language alone. */
export const PageContext = createContext<{
  nonce?: string;
  requestId?: string;
  /** True where a boundary tells of a problem instead of the page. */
  failed?: boolean;
  preferences?: Preferences;
  /** The language of a page whose loaders give none: one that cannot be shown. In the browser that of the document. */
  locale?: Locale;
}>({});

/** What the loaders of a page answer beside their own data: the language that the page is in. */
export interface PageData {
  locale?: Locale;
  /** Said by pages that stand in a frame on somebody else's site. */
  frame?: FrameLook;
}

/** How a page in a frame is to look. */
export interface FrameLook {
  theme: "light" | "dark" | undefined;
  /** What the page around the frame is like, where it says so. */
  ground: "light" | "dark" | undefined;
  /** With the device's own typeface nothing is loaded. */
  font: "brand" | "system";
}
