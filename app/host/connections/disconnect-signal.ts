import type { Socket } from "node:net";

export interface DisconnectSignal {
  /** Aborts when the client's connection closes before `release` was called. */
  readonly signal: AbortSignal;
  /** To be called once the request is answered: the connection may live on. */
  release(): void;
}

/** The requests of each connection that are to learn of its end. */
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
 * Watches the connection by which a request came, from when the signal is first asked for. A request's own signal is not
 * enough: of several requests that a client sends without waiting for answers, Node reports the end of the connection to
 * the first one alone. `own` is the request's signal, for requests that came by no socket.
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
