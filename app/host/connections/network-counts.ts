export interface NetworkCounts {
  of(network: string): number;
  add(network: string, change: number): void;
}

/** Creates counters by network. A network whose count is zero takes no memory. */
export function createNetworkCounts(): NetworkCounts {
  const counts = new Map<string, number>();
  const of = (network: string) => counts.get(network) ?? 0;
  return {
    of,
    add(network, change) {
      const left = of(network) + change;
      if (left > 0) counts.set(network, left);
      else counts.delete(network);
    },
  };
}
