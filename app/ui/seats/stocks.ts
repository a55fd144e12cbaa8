/** The eight paper colours of events, in the order in which new events rotate through them. */
export const stocks = ["marigold", "coral", "rose", "iris", "cobalt", "lagoon", "mint", "lime"] as const;

export type Stock = (typeof stocks)[number];

/** The light paper colour of each stock, for pictures and mails, which have no style sheet and no dark scheme. */
export const STOCK_COLOURS: Record<Stock, string> = {
  marigold: "#f7cf78",
  coral: "#ffc4b5",
  rose: "#ffc1ce",
  iris: "#dbcaff",
  cobalt: "#bed5ff",
  lagoon: "#7ce6ff",
  mint: "#8decba",
  lime: "#c7e18a",
};

/** Returns whether the text is a stock. */
export function isStock(value: string): value is Stock {
  return (stocks as readonly string[]).includes(value);
}

/** Returns the stock of an event, by default the first one if the stored stock is unknown. */
export function stockOf({ stock }: { stock: string }): Stock {
  return isStock(stock) ? stock : "marigold";
}
