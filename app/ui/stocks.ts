/** The eight paper colours that an event can be printed on, in the order in which new events rotate through them. */
export const stocks = ["marigold", "coral", "rose", "iris", "cobalt", "lagoon", "mint", "lime"] as const;

export type Stock = (typeof stocks)[number];

/** Tells whether a stored or sent word names a stock. */
export function isStock(value: string): value is Stock {
  return (stocks as readonly string[]).includes(value);
}
