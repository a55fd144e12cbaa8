export type SeatCount = { capacity: number; booked: number; held: number };
type SeatState = "booked" | "held" | "free";
export type Seat = { place: number; state: SeatState };

/** Maximum capacity for which every seat is drawn. Above it seats are too small to count, and a bar is drawn. */
export const countableSeats = 60;

const rowLengths = [10, 12, 9, 8, 11, 7];

/** Returns the number of seats per row: the first length without an incomplete last row, else ten. */
export function seatsInRow(capacity: number): number {
  if (capacity <= 10) return 10;
  return rowLengths.find((length) => capacity % length === 0) ?? 10;
}

/** Returns the seats by place (from 1): booked first, then held, then free. Counts beyond the capacity are cut off. */
export function seatsOf(count: SeatCount): Seat[] {
  const { booked, held } = clamped(count);
  return Array.from({ length: count.capacity }, (_, i) => ({
    place: i + 1,
    state: i < booked ? "booked" : i < booked + held ? "held" : "free",
  }));
}

/**
 * Returns the parts of a bar in percent, which add up to 100. A part above zero is at least one percent, so that one free
 * seat of ten thousand is visible.
 */
export function seatShares(count: SeatCount): { booked: number; held: number; free: number } {
  if (count.capacity <= 0) return { booked: 0, held: 0, free: 100 };
  const { booked, held, free } = clamped(count);
  const sizes = [booked, held, free].map((n) => (n === 0 ? 0 : Math.max(1, (n / count.capacity) * 100)));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const widest = sizes.indexOf(Math.max(...sizes));
  const [b = 0, h = 0, f = 0] = sizes.map((size, i) => round(i === widest ? size - (total - 100) : size));
  return { booked: b, held: h, free: f };
}

function clamped({ capacity, booked, held }: SeatCount) {
  const taken = Math.min(Math.max(0, booked), capacity);
  const claimed = Math.min(Math.max(0, held), capacity - taken);
  return { booked: taken, held: claimed, free: capacity - taken - claimed };
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}
