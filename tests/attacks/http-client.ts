import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";

export interface ClientOptions {
  port: number;
  /** The loopback address that requests come from: networks are limited each for itself. */
  from?: string;
  maxSockets?: number;
}

export interface RequestInput {
  method?: string;
  path: string;
  headers?: OutgoingHttpHeaders;
  body?: string;
  /** From now until the whole response is there. */
  timeoutMs?: number;
}

export interface HttpResponse {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface HttpClient {
  /** Rejects when there is no response in time. */
  send(input: RequestInput): Promise<HttpResponse>;
  close(): void;
}

const TIMEOUT_MS = 60_000;

/** Opens a client that keeps its connections and sends what a browser of the same site sends. */
export function openClient({ port, from, maxSockets = 64 }: ClientOptions): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets });
  const send = (input: RequestInput) =>
    new Promise<HttpResponse>((resolve, reject) => {
      const { method = "GET", path, headers, body, timeoutMs = TIMEOUT_MS } = input;
      const options = {
        agent,
        port,
        host: "127.0.0.1",
        method,
        path,
        signal: AbortSignal.timeout(timeoutMs),
      };
      const sent = request({
        ...options,
        ...(from && { localAddress: from }),
        headers: { "Sec-Fetch-Site": "same-origin", ...headers },
      });
      sent.on("error", reject);
      sent.on("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      });
      sent.end(body);
    });
  return { send, close: () => agent.destroy() };
}

/** The headers and the body of a form, as a browser encodes it. */
export function formOf(fields: Record<string, string>): Pick<RequestInput, "method" | "headers" | "body"> {
  return formBody(new URLSearchParams(fields).toString());
}

/** A POST with this body, which counts as a form unless another type is given. */
export function formBody(
  body: string,
  type = "application/x-www-form-urlencoded",
): Pick<RequestInput, "method" | "headers" | "body"> {
  return {
    method: "POST",
    headers: { "Content-Type": type, "Content-Length": Buffer.byteLength(body) },
    body,
  };
}
