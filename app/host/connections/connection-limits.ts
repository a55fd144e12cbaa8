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
  /** Connections in all; further ones are closed as they come. */
  mostInAll: number;
  /** Connections of one network: an IPv4 address or an IPv6 /64. Live streams of one network are up to 500. */
  mostOfNetwork: number;
  /** Requests of one connection that are handled at a time. */
  mostUnderWay: number;
  /** Requests of all connections that wait for others of their connection; each takes some 4 kB. */
  mostWaiting: number;
  /** How often all connections are looked at. */
  looksEveryMs: number;
}

export interface ConnectionLimitOptions {
  /** The addresses and networks of proxies, whose connections count in all but not by network. */
  trustedProxies?: readonly string[];
  bounds?: Partial<ConnectionBounds>;
  /** Where refused and closed connections are counted; nowhere unless given. */
  report?: ReportTargets;
}

/** Limits on the connections of clients, together for all servers that it guards. */
export interface ConnectionLimits {
  /**
   * Limits the server's connections, and has their requests handled, also those with an expectation that Node would
   * refuse. A connection with more requests than the server allows a socket is closed. To be called once, before the
   * server listens.
   */
  guard(server: Server, handle: RequestHandler): void;
}

/** Files and sockets that are not a client's: the database, mail, webhooks, log and page files. */
const OTHER_FILES = 256;
const FEWEST_CONNECTIONS = 100;

function usualBounds(): ConnectionBounds {
  const mostInAll = Math.max(FEWEST_CONNECTIONS, Math.min(10_000, openFileLimit() - OTHER_FILES));
  return {
    mostInAll,
    mostOfNetwork: Math.min(2_000, Math.ceil(mostInAll / 2)),
    mostUnderWay: 4,
    mostWaiting: 2_000,
    // Longer than the server's own time for idle connections, which a client may renew by sending line breaks.
    idleAfterMs: 65_000,
    unreadAfterMs: 10_000,
    mostUnsentBytes: 128 * 1024 * 1024,
    looksEveryMs: 500,
  };
}

/**
 * Creates limits on what clients can take by their connections alone: sockets, memory for responses that they do not read,
 * and work for requests that they send ahead. One timer looks at all connections; a request costs a look into a map.
 */
export function createConnectionLimits(options: ConnectionLimitOptions = {}): ConnectionLimits {
  const bounds = { ...usualBounds(), ...options.bounds };
  const findClient = createClientFinder(options.trustedProxies ?? []);
  const share = { mostUnderWay: bounds.mostUnderWay, waiting: 0 };
  const close = (connection: ClientConnection, reason: CloseReason) => {
    if (connection.socket.destroyed) return;
    report?.closed(reason);
    // A reset gives back at once what the kernel holds for the client, up to four megabytes by Linux's defaults.
    if (connection.socket.writableLength > 0) connection.socket.resetAndDestroy();
    else connection.socket.destroy();
  };
  const open = createOpenConnections(bounds, close);
  const report = options.report && createConnectionReport(options.report, () => open.connections.size);

  const take = (request: IncomingMessage, response: ServerResponse) => {
    const connection = open.connections.get(request.socket);
    // The parser goes on with requests of the same read after their connection was closed.
    if (!connection || request.socket.destroyed) return;
    connection.busyAt = open.lookedAt;
    connection.requests.take(response);
    if (share.waiting > bounds.mostWaiting) close(connection, "pipelined");
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

/** Keeps the connections that are open, and looks at them as long as there are any. */
function createOpenConnections(
  bounds: ConnectionBounds,
  close: (connection: ClientConnection, reason: CloseReason) => void,
) {
  const connections = new Map<Socket, ClientConnection>();
  const networks = createNetworkCounts();
  const watch = createConnectionWatch({ connections, bounds, close });
  let timer: ReturnType<typeof setInterval> | undefined;
  const look = () => {
    open.lookedAt = performance.now();
    watch(open.lookedAt);
  };
  const open = {
    connections,
    /** By performance.now(). */
    lookedAt: 0,
    refusalOf(network: string | undefined): RefusalReason | undefined {
      if (connections.size >= bounds.mostInAll) return "all";
      return network !== undefined && networks.of(network) >= bounds.mostOfNetwork ? "network" : undefined;
    },
    add(connection: ClientConnection): void {
      open.lookedAt ||= connection.busyAt;
      timer ??= setInterval(look, bounds.looksEveryMs).unref();
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
      open.lookedAt = 0;
    },
  };
  return open;
}

/** Removes the server's listener for new connections and returns it, so that a refused connection never gets there. */
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
