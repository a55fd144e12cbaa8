import type { EmbedQuery } from "#app/platform/http/paths.ts";
import { isStock, type Stock } from "#app/ui/seats/stocks.ts";

/** Parts of the first step that a site may hide; the image is the picture of the seats. */
export type HidablePart = "title" | "description" | "image";
export const HIDABLE: readonly HidablePart[] = ["title", "description", "image"];

/** Appearance and behaviour of a form in a frame. */
export interface EmbedOptions {
  theme: "auto" | "light" | "dark";
  /** Background of the host page, which an `auto` theme follows. The visitor's device decides if it is not set. */
  ground: "light" | "dark" | undefined;
  stock: Stock | undefined;
  font: "brand" | "system";
  locale: string | undefined;
  seats: number | undefined;
  session: string | undefined;
  hide: HidablePart[];
  /** Saves nothing; the page shows a notice. */
  test: boolean;
}

/** Stored settings of an embed: the defaults for options that the site does not set. */
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
  /** Label of the button that opens the form. */
  label?: string;
  position?: "bottom-end" | "bottom-start";
}

/** Query parameters that a framed page passes on to the next one, besides those of the campaign. */
const CARRIED = ["embed", "theme", "ground", "stock", "font", "locale", "hide", "test", "access"];
const CAMPAIGN = /^(utm_(source|medium|campaign|term|content)|ref)$/;
const MAX_LENGTH = 200;

export function readOptions(query: URLSearchParams, stored: Partial<EmbedSettings> = {}): EmbedOptions {
  const parameter = (name: keyof EmbedOptions) => query.get(name)?.slice(0, MAX_LENGTH);
  const theme = parameter("theme") ?? stored.theme;
  const ground = parameter("ground");
  const stock = parameter("stock") ?? stored.stock;
  const hide = parameter("hide")?.split(/[\s,]+/) ?? stored.hide ?? [];
  const seats = Math.trunc(Number(parameter("seats") ?? stored.seats));
  return {
    theme: isShade(theme) ? theme : "auto",
    ground: isShade(ground) ? ground : undefined,
    stock: stock !== undefined && isStock(stock) ? stock : undefined,
    font: (parameter("font") ?? stored.font) === "system" ? "system" : "brand",
    locale: parameter("locale") ?? stored.locale,
    seats: seats >= 1 && seats <= 1_000 ? seats : undefined,
    session: parameter("session"),
    hide: HIDABLE.filter((part) => hide.includes(part)),
    test: query.has("test") && !/^(0|false|off)$/.test(parameter("test") ?? ""),
  };
}

const isShade = (shade: string | undefined) => shade === "light" || shade === "dark";

/** Returns the query parameters that a framed page passes on to the next one, cut to their maximum length. */
export function carriedOf(query: URLSearchParams): EmbedQuery {
  const entries = [...query].filter(([name]) => CARRIED.includes(name) || CAMPAIGN.test(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, value.slice(0, MAX_LENGTH)]));
}

/** Returns the campaign parameters of the frame's own address, the only source of them for a frame without the loader. */
export function campaignOf(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].filter(([name]) => CAMPAIGN.test(name)));
}
