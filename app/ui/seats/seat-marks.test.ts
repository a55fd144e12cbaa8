import { describe, expect, it } from "vitest";
import { seatShares, seatsInRow, seatsOf } from "./seat-marks.ts";

const words = (capacity: number, booked: number, held: number) =>
  seatsOf({ capacity, booked, held })
    .map((seat) => seat.state[0])
    .join("");

describe("seats", () => {
  it("come booked first, then held, then free", () => {
    expect(words(8, 3, 2)).toBe("bbbhhfff");
  });

  it("are never more than the capacity, even when more are counted", () => {
    expect(words(4, 3, 5)).toBe("bbbh");
    expect(words(4, 9, 1)).toBe("bbbb");
    expect(words(0, 0, 0)).toBe("");
  });

  it("have no incomplete last row if a row length allows it", () => {
    expect([1, 20, 24, 18, 44, 60, 14].map(seatsInRow)).toEqual([10, 10, 12, 9, 11, 10, 7]);
    expect(seatsInRow(23)).toBe(10);
  });
});

describe("a bar", () => {
  const total = (shares: { booked: number; held: number; free: number }) =>
    shares.booked + shares.held + shares.free;

  it("shows the shares in percent", () => {
    expect(seatShares({ capacity: 200, booked: 100, held: 20 })).toEqual({ booked: 50, held: 10, free: 40 });
  });

  it("still shows one free seat of ten thousand", () => {
    const shares = seatShares({ capacity: 10_000, booked: 9998, held: 1 });
    expect(shares).toEqual({ booked: 98, held: 1, free: 1 });
  });

  it("adds up to 100 percent, and shows no part without seats", () => {
    for (const capacity of [61, 97, 333, 10_000]) {
      for (const booked of [0, 1, 40, capacity - 1, capacity]) {
        expect(total(seatShares({ capacity, booked, held: 1 }))).toBeCloseTo(100, 1);
      }
    }
    expect(seatShares({ capacity: 100, booked: 0, held: 0 })).toEqual({ booked: 0, held: 0, free: 100 });
    expect(seatShares({ capacity: 100, booked: 100, held: 0 }).free).toBe(0);
  });

  it("cuts counts beyond the capacity", () => {
    expect(seatShares({ capacity: 100, booked: 90, held: 50 })).toEqual({ booked: 90, held: 10, free: 0 });
  });
});
