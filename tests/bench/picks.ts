/** A number from 0 up to, but not, 1. */
export type Random = () => number;

/** The same numbers for the same seed, so that both implementations are asked the same (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pickFrom<T>(list: readonly T[], random: Random): T {
  const picked = list[Math.floor(random() * list.length)];
  if (picked === undefined) throw new Error("There is nothing to pick from.");
  return picked;
}

/** So many different ones, in no order. */
export function pickDistinct<T>(list: readonly T[], count: number, random: Random): T[] {
  const picked = new Set<T>();
  while (picked.size < count) picked.add(pickFrom(list, random));
  return [...picked];
}

/** Ranks from 0 up to `count`, each as often as one divided by its place: the first a thousand times the thousandth. */
export function zipfian(count: number): (random: Random) => number {
  const weights = Array.from({ length: count }, (_, rank) => 1 / (rank + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const upTo = weights.map((weight) => {
    sum += weight / total;
    return sum;
  });
  return (random) => {
    const point = random();
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 1) < point) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
