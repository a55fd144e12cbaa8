// The service worker of tickets: network first, and the cache without a network.
import { TICKETS } from "./keep-ticket.ts";

/** The used part of a service worker's events; the DOM types and the worker types cannot be used in one project. */
interface WorkerEvent extends Event {
  request: Request;
  respondWith(answer: Promise<Response>): void;
  waitUntil(work: Promise<unknown>): void;
}

const worker = self as unknown as {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(kind: string, listener: (event: WorkerEvent) => void): void;
};
const MAX_TICKETS = 20;

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(request.mode === "navigate" ? ticket(request) : part(request));
});

const cached = (path: string) => caches.match(path, { ignoreVary: true, ignoreSearch: true });

async function ticket(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  try {
    const answer = await fetch(request);
    const cache = await caches.open(TICKETS);
    if (answer.ok) await cache.put(path, answer.clone());
    else await cache.delete(path);
    const pages = (await cache.keys()).filter((each) => new URL(each.url).pathname.startsWith("/t/"));
    for (const old of pages.slice(0, -MAX_TICKETS)) await cache.delete(old);
    return answer;
  } catch (error) {
    const copy = await cached(path);
    if (copy) return copy;
    throw error;
  }
}

/** Returns a style sheet or font from the cache first: its name contains the hash of its content, so it is never stale. */
async function part(request: Request): Promise<Response> {
  return (await cached(new URL(request.url).pathname)) ?? fetch(request);
}
