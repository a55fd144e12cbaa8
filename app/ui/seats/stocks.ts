/** The eight paper colours that an event can be printed on, in the order in which new events rotate through them. */
export const stocks = ["marigold", "coral", "rose", "iris", "cobalt", "lagoon", "mint", "lime"] as const;

export type Stock = (typeof stocks)[number];

/** The light paper of each stock, for what no style sheet reaches: pictures and mails, which have no dark side. */
export const PAPERS: Record<Stock, string> = {
  marigold: "#f7cf78",
  coral: "#ffc4b5",
  rose: "#ffc1ce",
  iris: "#dbcaff",
  cobalt: "#bed5ff",
  lagoon: "#7ce6ff",
  mint: "#8decba",
  lime: "#c7e18a",
};

/** Tells whether a stored or sent word names a stock. */
export function isStock(value: string): value is Stock {
  return (stocks as readonly string[]).includes(value);
}

/** The stock that something says it is of, such as an event; the first one where there is no such stock (any more). */
export function stockOf({ stock }: { stock: string }): Stock {
  return isStock(stock) ? stock : "marigold";
}
