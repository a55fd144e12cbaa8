import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { networkOf } from "#app/platform/http/network.ts";
import { createClientFinder } from "../http/client-address.ts";
import { createConnectionReport, type RefusalReason, type ReportTargets } from "./connection-report.ts";
import {
  type ClientConnection,
  type CloseReason,
  createConnectionWatch,
  type WatchBounds,
} from "./connection-watch.ts";
import { createNetworkCounts } from "./network-counts.ts";
import { openFileLimit } from "./open-files.ts";
import { PipelinedRequests, type RequestHandler } from "./pipelined-requests.ts";

export interface ConnectionBounds extends WatchBounds {
  /** Maximum number of connections; further ones are closed on arrival. */
  maxConnections: number;
  /** Maximum per network: an IPv4 address or an IPv6 /64. A network may have up to 500 live streams. */
  maxPerNetwork: number;
  /** Requests of one connection that are handled concurrently. */
  maxInFlight: number;
  /** Requests of all connections that wait behind others of their connection; each takes about 4 kB. */
  maxWaiting: number;
  /** Interval between two checks of all connections. */
  checkIntervalMs: number;
}

export interface ConnectionLimitOptions {
  /** Addresses and networks of proxies. Their connections count towards the total but not towards a network. */
  trustedProxies?: readonly string[];
  /** Overrides of the default bounds. */
  bounds?: Partial<ConnectionBounds>;
  /** Log and metrics for refused and closed connections; neither unless given. */
  report?: ReportTargets;
}

/** Limits on client connections, shared by all servers that it guards. */
export interface ConnectionLimits {
  /**
   * Limits the server's connections and passes their requests to `handle`, including those with an Expect header that Node
   * would refuse. A connection with more requests than the server allows per socket is closed. Call once, before the server
   * listens.
   */
  guard(server: Server, handle: RequestHandler): void;
}

/** Files and sockets that are not clients': database, mail, webhooks, log and page files. */
const OTHER_FILES = 256;
const MIN_CONNECTIONS = 100;

function defaultBounds(): ConnectionBounds {
  const maxConnections = Math.max(MIN_CONNECTIONS, Math.min(10_000, openFileLimit() - OTHER_FILES));
  return {
    maxConnections,
    maxPerNetwork: Math.min(2_000, Math.ceil(maxConnections / 2)),
    maxInFlight: 4,
    maxWaiting: 2_000,
    // Longer than the server's keep-alive timeout, which a client can renew by sending line breaks.
    idleAfterMs: 65_000,
    unreadAfterMs: 10_000,
    maxUnsentBytes: 128 * 1024 * 1024,
    checkIntervalMs: 500,
  };
}

/**
 * Creates limits on what clients can consume by their connections alone: sockets, memory for responses that they do not read,
 * and work for pipelined requests. One timer checks all connections; a request costs one map lookup.
 */
export function createConnectionLimits(options: ConnectionLimitOptions = {}): ConnectionLimits {
  const bounds = { ...defaultBounds(), ...options.bounds };
  const findClient = createClientFinder(options.trustedProxies ?? []);
  const share = { maxInFlight: bounds.maxInFlight, waiting: 0 };
  const close = (connection: ClientConnection, reason: CloseReason) => {
    if (connection.socket.destroyed) return;
    report?.closed(reason);
    // A reset immediately frees the kernel's send buffer, up to four megabytes by Linux's defaults.
    if (connection.socket.writableLength > 0) connection.socket.resetAndDestroy();
    else connection.socket.destroy();
  };
  const open = createOpenConnections(bounds, close);
  const report = options.report && createConnectionReport(options.report, () => open.connections.size);

  const take = (request: IncomingMessage, response: ServerResponse) => {
    const connection = open.connections.get(request.socket);
    // The parser continues with requests of the same read after their connection was closed.
    if (!connection || request.socket.destroyed) return;
    connection.busyAt = open.checkedAt;
    connection.requests.take(response);
    if (share.waiting > bounds.maxWaiting) close(connection, "pipelined");
  };
  return {
    guard(server, handle) {
      const accept = acceptOf(server);
      server.on("connection", (socket: Socket) => {
        const { address, viaProxy } = findClient(socket.remoteAddress, null);
        const network = viaProxy ? undefined : networkOf(address);
        const refusal = open.refusalOf(network);
        if (refusal) {
          report?.refused(refusal);
          socket.on("error", () => {}).resetAndDestroy();
          return;
        }
        const connection = connectionOf(socket, network, new PipelinedRequests(socket, handle, share));
        open.add(connection);
        accept(socket);
        // After the server's own listeners, so that requests carry the error with which they ended.
        socket.once("close", () => open.remove(connection));
      });
      server.on("request", take);
      server.on("checkExpectation", take);
      server.on("dropRequest", (_request: IncomingMessage, socket: Socket) => {
        const connection = open.connections.get(socket);
        if (connection) close(connection, "pipelined");
      });
    },
  };
}

/** Tracks the open connections, and checks them periodically while there are any. */
function createOpenConnections(
  bounds: ConnectionBounds,
  close: (connection: ClientConnection, reason: CloseReason) => void,
) {
  const connections = new Map<Socket, ClientConnection>();
  const networks = createNetworkCounts();
  const watch = createConnectionWatch({ connections, bounds, close });
  let timer: ReturnType<typeof setInterval> | undefined;
  const check = () => {
    open.checkedAt = performance.now();
    watch(open.checkedAt);
  };
  const open = {
    connections,
    /** Time of the last check, by performance.now(). */
    checkedAt: 0,
    refusalOf(network: string | undefined): RefusalReason | undefined {
      if (connections.size >= bounds.maxConnections) return "all";
      return network !== undefined && networks.of(network) >= bounds.maxPerNetwork ? "network" : undefined;
    },
    add(connection: ClientConnection): void {
      open.checkedAt ||= connection.busyAt;
      timer ??= setInterval(check, bounds.checkIntervalMs).unref();
      connections.set(connection.socket, connection);
      if (connection.network !== undefined) networks.add(connection.network, 1);
    },
    remove(connection: ClientConnection): void {
      connections.delete(connection.socket);
      if (connection.network !== undefined) networks.add(connection.network, -1);
      connection.requests.close();
      if (connections.size > 0) return;
      clearInterval(timer);
      timer = undefined;
      open.checkedAt = 0;
    },
  };
  return open;
}

/** Removes the server's listener for new connections and returns it, so that a refused connection never reaches it. */
function acceptOf(server: Server): (socket: Socket) => void {
  const listeners = server.listeners("connection");
  server.removeAllListeners("connection");
  return (socket) => {
    for (const listener of listeners) listener.call(server, socket);
  };
}

function connectionOf(
  socket: Socket,
  network: string | undefined,
  requests: PipelinedRequests,
): ClientConnection {
  const now = performance.now();
  return {
    socket,
    network,
    requests,
    busyAt: now,
    progressAt: now,
    bytesTaken: 0,
    unacknowledgedBytes: undefined,
    inode: undefined,
  };
}
