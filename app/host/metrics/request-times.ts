import type { Metric, Registry } from "prom-client";

const NAME = "reservo_http_request_seconds";
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface RequestTime {
  route: string;
  method: string;
  status: number;
  seconds: number;
}

interface Times {
  labels: { route: string; method: string; code: string };
  /** Number of requests between this bound and the one below; the last bucket has no bound. */
  counts: number[];
  sum: number;
}

/**
 * Creates the Prometheus histogram of request times. It is updated at every request, so labels are looked up in nested maps and
 * one number is incremented; the library's own histogram would sort and join the labels each time.
 */
export function createRequestTimes(registry: Registry): (time: RequestTime) => void {
  const byRoute = new Map<string, Map<string, Map<number, Times>>>();
  const all: Times[] = [];
  const timesOf = ({ route, method, status }: RequestTime): Times => {
    const byMethod = known(byRoute, route, () => new Map<string, Map<number, Times>>());
    const byStatus = known(byMethod, method, () => new Map<number, Times>());
    return known(byStatus, status, () => {
      const labels = { route, method, code: String(status) };
      const times = { labels, counts: Array<number>(BUCKETS.length + 1).fill(0), sum: 0 };
      all.push(times);
      return times;
    });
  };
  const help = "Time from request to response";
  const get = async () => ({ name: NAME, help, type: "histogram", values: all.flatMap(valuesOf) });
  // The registry uses only the name of a metric and the result of `get`.
  registry.registerMetric({ name: NAME, get } as unknown as Metric);
  return (time) => {
    const times = timesOf(time);
    let bucket = 0;
    while (bucket < BUCKETS.length && time.seconds > (BUCKETS[bucket] as number)) bucket += 1;
    times.counts[bucket] = (times.counts[bucket] as number) + 1;
    times.sum += time.seconds;
  };
}

function known<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/** Returns the samples of a time series; a bucket counts all requests up to its bound. */
function valuesOf({ labels, counts, sum }: Times) {
  let count = 0;
  const buckets = counts.map((here, index) => {
    count += here;
    const le = BUCKETS[index] ?? "+Inf";
    return { metricName: `${NAME}_bucket`, labels: { le, ...labels }, value: count };
  });
  return [
    ...buckets,
    { metricName: `${NAME}_sum`, labels, value: sum },
    { metricName: `${NAME}_count`, labels, value: count },
  ];
}
