import type { EmbedQuery } from "#app/platform/http/paths.ts";
import { isStock, type Stock } from "#app/ui/seats/stocks.ts";

/** Parts of the first step that a site may do without; the image is the picture of the seats. */
export type HidablePart = "title" | "description" | "image";
export const HIDABLE: readonly HidablePart[] = ["title", "description", "image"];

/** How a form in a frame is to look and behave. */
export interface EmbedOptions {
  theme: "auto" | "light" | "dark";
  /** What it stands on, which an `auto` theme follows; the visitor's device where a site does not say it. */
  ground: "light" | "dark" | undefined;
  stock: Stock | undefined;
  font: "brand" | "system";
  locale: string | undefined;
  seats: number | undefined;
  session: string | undefined;
  hide: HidablePart[];
  /** Nothing is saved, and the page says so. */
  test: boolean;
}

/** What is kept of a named embed. A site that says nothing of its own gets these. */
export interface EmbedSettings {
  mode: "inline" | "popup" | "float" | "plain";
  theme?: "auto" | "light" | "dark";
  stock?: string;
  font?: "brand" | "system";
  locale?: string;
  seats?: number;
  hide?: HidablePart[];
  /** `stay`, or `redirect:` with an address of the site. */
  success?: string;
  /** Words of the button that opens it. */
  label?: string;
  position?: "bottom-end" | "bottom-start";
}

/** What a framed page hands on to the next one in its address, besides where the visitor came from. */
const CARRIED = ["embed", "theme", "ground", "stock", "font", "locale", "hide", "test", "access"];
const CAMPAIGN = /^(utm_(source|medium|campaign|term|content)|ref)$/;
const LONGEST = 200;

export function readOptions(query: URLSearchParams, stored: Partial<EmbedSettings> = {}): EmbedOptions {
  const said = (name: keyof EmbedOptions) => query.get(name)?.slice(0, LONGEST);
  const theme = said("theme") ?? stored.theme;
  const ground = said("ground");
  const stock = said("stock") ?? stored.stock;
  const hide = said("hide")?.split(/[\s,]+/) ?? stored.hide ?? [];
  const seats = Math.trunc(Number(said("seats") ?? stored.seats));
  return {
    theme: isShade(theme) ? theme : "auto",
    ground: isShade(ground) ? ground : undefined,
    stock: stock !== undefined && isStock(stock) ? stock : undefined,
    font: (said("font") ?? stored.font) === "system" ? "system" : "brand",
    locale: said("locale") ?? stored.locale,
    seats: seats >= 1 && seats <= 1_000 ? seats : undefined,
    session: said("session"),
    hide: HIDABLE.filter((part) => hide.includes(part)),
    test: query.has("test") && !/^(0|false|off)$/.test(said("test") ?? ""),
  };
}

const isShade = (shade: string | undefined) => shade === "light" || shade === "dark";

/** The part of a framed page's address that the next one gets too. */
export function carriedOf(query: URLSearchParams): EmbedQuery {
  const entries = [...query].filter(([name]) => CARRIED.includes(name) || CAMPAIGN.test(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, value.slice(0, LONGEST)]));
}

/** Where the visitor came from, as far as the frame's own address says so: a plain frame has no other way to tell. */
export function campaignOf(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].filter(([name]) => CAMPAIGN.test(name)));
}
