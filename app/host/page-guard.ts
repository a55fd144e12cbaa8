export interface PageGuardOptions {
  /** How many pages may be read at once. Writes are not counted: the engine refuses what it cannot do in time itself. */
  mostAtOnce: number;
  /** Whether what pages need, the database above all, cannot be reached at the moment. */
  isAway(): Promise<boolean>;
}

export interface PageAsked {
  /** False for what is written. */
  reads: boolean;
  render(): Promise<Response>;
  refuse(refusal: "busy" | "unavailable"): Response;
}

/**
 * Stands between visitors and pages that would only make them wait: beyond a number at once they are refused at once,
 * and a page that failed while the database was away says so, instead of calling it an error of ours.
 */
export function createPageGuard({ mostAtOnce, isAway }: PageGuardOptions) {
  let underWay = 0;
  return async ({ reads, render, refuse }: PageAsked): Promise<Response> => {
    if (reads && underWay >= mostAtOnce) return refuse("busy");
    underWay += reads ? 1 : 0;
    try {
      const answer = await render();
      return answer.status === 500 && (await isAway()) ? refuse("unavailable") : answer;
    } finally {
      underWay -= reads ? 1 : 0;
    }
  };
}
