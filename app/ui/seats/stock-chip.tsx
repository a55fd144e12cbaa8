import type { Stock } from "./stocks.ts";

/** A small patch of the event's paper colour, before its title in lists. */
export function StockChip({ stock }: { stock: Stock }) {
  return <span className="stock-chip" data-stock={stock} aria-hidden="true" />;
}
