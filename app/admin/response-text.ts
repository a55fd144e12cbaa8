import { data } from "@remix-run/server-runtime";

/** The result of an action as JSON: a redirect, or data with its status and headers. */
export interface ResponseText {
  status: number;
  headers: [name: string, value: string][];
  /** Absent for a redirect. */
  data?: unknown;
  isRedirect: boolean;
}

type Data = ReturnType<typeof data<unknown>>;

/** Returns whether an action's result means that the form was processed: no refusal and no error status. */
export function isProcessed(result: unknown): boolean {
  if (result instanceof Response) return result.status < 400;
  if (isData(result)) return (result.init?.status ?? 200) < 400;
  return !(typeof result === "object" && result !== null && "refusal" in result);
}

export function writeResponse(result: unknown): ResponseText {
  if (result instanceof Response) {
    if (result.body) throw new Error("A Response with a body cannot be answered twice: return data.");
    return { status: result.status, headers: [...result.headers], isRedirect: true };
  }
  if (!isData(result)) return { status: 200, headers: [], data: result, isRedirect: false };
  const { data: body, init } = result;
  return {
    status: init?.status ?? 200,
    headers: [...new Headers(init?.headers)],
    data: body,
    isRedirect: false,
  };
}

export function readResponse({ status, headers, data: body, isRedirect }: ResponseText): unknown {
  return isRedirect ? new Response(null, { status, headers }) : data(body, { status, headers });
}

function isData(result: unknown): result is Data {
  return (result as Data | null)?.type === "DataWithResponseInit";
}
