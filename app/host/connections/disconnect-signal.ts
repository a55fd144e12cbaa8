import type { Socket } from "node:net";

export interface DisconnectSignal {
  /** Aborts when the client's connection closes before `release` is called. */
  readonly signal: AbortSignal;
  /** Stops watching. Call it when the response is complete, since the connection may stay open. */
  release(): void;
}

/** Abort controllers of the requests on each connection; all abort when it closes. */
const requestsOf = new WeakMap<object, Set<AbortController>>();

function requestsOn(socket: Socket): Set<AbortController> {
  const known = requestsOf.get(socket);
  if (known) return known;
  const requests = new Set<AbortController>();
  requestsOf.set(socket, requests);
  socket.once("close", () => {
    for (const request of requests) request.abort();
  });
  return requests;
}

/**
 * Returns a signal that aborts when the connection of a request closes. The connection is watched from the first read of
 * `signal`. The request's own signal does not suffice: for pipelined requests, Node reports the close to the first one only.
 * `own` returns the request's own signal, for requests without a socket.
 */
export function disconnectSignal(socket: Socket | undefined, own: () => AbortSignal): DisconnectSignal {
  let controller: AbortController | undefined;
  const isReal = socket !== undefined && "once" in socket;
  return {
    get signal() {
      if (!isReal) return own();
      if (!controller) {
        controller = new AbortController();
        requestsOn(socket).add(controller);
        if (socket.destroyed) controller.abort();
      }
      return controller.signal;
    },
    release() {
      if (isReal && controller) requestsOf.get(socket)?.delete(controller);
    },
  };
}
