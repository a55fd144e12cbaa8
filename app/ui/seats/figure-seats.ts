import type { Seat } from "./seat-marks.ts";

/** The digits as bitmaps of three by five. */
const DIGITS: Record<string, string> = {
  "0": "### #.# #.# #.# ###",
  "1": "##. .#. .#. .#. ###",
  "2": "### ..# ### #.. ###",
  "3": "### ..# .## ..# ###",
  "4": "#.# #.# ### ..# ..#",
  "5": "### #.. ### ..# ###",
  "6": "### #.. ### #.# ###",
  "7": "### ..# ..# ..# ..#",
  "8": "### #.# ### #.# ###",
  "9": "### #.# ### ..# ###",
};

/** Returns digits drawn in seats, row by row, with one column between digits: three digits are eleven seats wide. */
export function figureSeats(figures: string): { columns: number; seats: Seat[] } {
  const digits = [...figures].map((digit) => DIGITS[digit]?.split(" ") ?? []);
  const rows = [0, 1, 2, 3, 4].map((row) => digits.map((marks) => marks[row] ?? "...").join("."));
  const seats = [...rows.join("")].map(
    (mark, index): Seat => ({ place: index + 1, state: mark === "#" ? "booked" : "free" }),
  );
  return { columns: rows[0]?.length ?? 0, seats };
}
