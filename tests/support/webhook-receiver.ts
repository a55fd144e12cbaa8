import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { RECEIVER_CERTIFICATE, RECEIVER_KEY } from "./receiver-certificate.ts";

/** A request that the receiver got. */
export interface ReceivedHook {
  path: string;
  headers: Record<string, string>;
  /** The server name that TLS requested (SNI). */
  servername: string | undefined;
  body: string;
  /** The body, if it is JSON. */
  json: { type: string; timestamp: string; data: Record<string, unknown> };
}

/** The reaction to a request: respond, never respond, close the connection, or never finish the response. */
type Reaction =
  | number
  | "hang"
  | "close"
  | "endless"
  | { status: number; headers?: Record<string, string>; body?: string };

export interface WebhookReceiver {
  /** Its URL without a trailing slash. */
  url: string;
  port: number;
  /** The received requests, oldest first. */
  hooks: ReceivedHook[];
  /** Returns the number of connections that were made to it. */
  connections(): number;
  /** 200 for everything unless set. */
  react: (hook: ReceivedHook) => Reaction;
  close(): Promise<void>;
}

/** Starts a real webhook receiver on a free port of 127.0.0.1; with `tls` it serves https as hooks.example. */
export async function startWebhookReceiver(options: { tls?: boolean } = {}): Promise<WebhookReceiver> {
  let connected = 0;
  const listener: RequestListener = async (request, response) => {
    const hook = await read(request);
    receiver.hooks.push(hook);
    const reaction = receiver.react(hook);
    if (reaction === "hang") return;
    if (reaction === "endless") return talk(response);
    if (reaction === "close") return void request.socket.destroy();
    const {
      status,
      headers = {},
      body = "",
    } = typeof reaction === "number" ? { status: reaction } : reaction;
    response.writeHead(status, headers).end(body);
  };
  const server = options.tls
    ? createSecureServer({ cert: RECEIVER_CERTIFICATE, key: RECEIVER_KEY }, listener)
    : createServer(listener);
  server.on("connection", () => {
    connected++;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the receiver has no port");
  const receiver: WebhookReceiver = {
    url: `${options.tls ? "https" : "http"}://127.0.0.1:${address.port}`,
    port: address.port,
    hooks: [],
    connections: () => connected,
    react: () => 200,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

function talk(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(200);
  if (response.destroyed) return;
  response.write("x".repeat(16_384), () => setImmediate(talk, response));
}

async function read(request: IncomingMessage): Promise<ReceivedHook> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  const { socket } = request;
  return {
    path: request.url ?? "",
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    servername: "servername" in socket ? String(socket.servername) : undefined,
    body,
    json: parsed(body),
  };
}

function parsed(body: string): ReceivedHook["json"] {
  try {
    return JSON.parse(body);
  } catch {
    return { type: "", timestamp: "", data: {} };
  }
}
