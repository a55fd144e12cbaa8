import { execute, type Job } from "#app/booking/internal/committing/execute.server.ts";
import type { Outcome, Request } from "#app/booking/request.ts";
import type { Db } from "#db/client.ts";

/** Executes requests of a test as one batch, with as many retries as needed, and returns their outcomes. */
export async function executeAll(db: Db, organizationId: string, requests: Request[]): Promise<Outcome[]> {
  const answers = requests.map((request) => {
    const { promise, resolve, reject } = withResolvers<Outcome>();
    const job: Job = { request, deadline: performance.now() + 5_000, answer: resolve, fail: reject };
    return { promise, job };
  });
  const jobs = answers.map((each) => each.job);
  const how = { patient: true, maybeFull: false, onCommit() {}, onRetry() {} };
  await execute(jobs, { db, organizationId, ...how });
  return Promise.all(answers.map((each) => each.promise));
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
