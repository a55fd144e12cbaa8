import type { Socket } from "node:net";

export interface DisconnectSignal {
  /** Aborts when the client's connection closes before `release` was called. */
  readonly signal: AbortSignal;
  /** To be called once the request is answered: the connection may live on. */
  release(): void;
}

/** The requests of each connection whose signals abort when it closes. */
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
 * Returns a signal for the end of the connection that a request came by, which is watched from the first read of the
 * signal on. The request's own signal does not suffice: of pipelined requests, Node reports the end of the connection to
 * the first one only. `own` returns the request's own signal, for requests without a socket.
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
