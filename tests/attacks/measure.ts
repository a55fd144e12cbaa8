import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { percentile } from "#tests/bench/summary.ts";
import type { AttackedApp } from "./attacked-app.ts";
import { type HttpClient, type HttpResponse, openClient } from "./http-client.ts";

const BOOKINGS_PER_SECOND = 20;
const HEALTH_EVERY_MS = 200;
const PAGE_EVERY_MS = 250;
const MEMORY_EVERY_MS = 100;
const BYTES_PER_MB = 1_024 * 1_024;

export interface Measured {
  bookings: number;
  /** From the moment at which a booking was due until its response. */
  p50Ms: number;
  p99Ms: number;
  /** By what was wrong. */
  failures: Record<string, number>;
  healthWorstMs: number;
  pages: number;
  pageP50Ms: number;
  pageP99Ms: number;
  badPages: Record<string, number>;
  rssStartMb: number;
  rssPeakMb: number;
  rssEndMb: number;
}

/** What a phase measures with: the client keeps its connections from one to the next. */
interface Probe {
  client: HttpClient;
  app: AttackedApp;
  isOver(): boolean;
  measured: Measured;
}

/**
 * Books, and looks at `/health`, at the page of the quiet event and at the server's memory, until the work is done and
 * everything that was sent has been answered.
 */
export async function measure(app: AttackedApp, work: Promise<unknown>): Promise<Measured> {
  const client = openClient({ port: app.target().port });
  let over = false;
  const measured = nothingMeasured(rssMb(app));
  const probe: Probe = { client, app, measured, isOver: () => over };
  const probes = [streamBookings(probe), watchHealth(probe), watchPage(probe), watchMemory(probe)];
  await work;
  over = true;
  await Promise.all(probes);
  client.close();
  measured.rssEndMb = rssMb(app);
  return measured;
}

function nothingMeasured(rssStartMb: number): Measured {
  const counts = { bookings: 0, p50Ms: 0, p99Ms: 0, failures: {}, healthWorstMs: 0, badPages: {} };
  const pages = { pages: 0, pageP50Ms: 0, pageP99Ms: 0 };
  return { ...counts, ...pages, rssStartMb, rssPeakMb: rssStartMb, rssEndMb: rssStartMb };
}

/** Bookings are due at fixed moments, so that a server that stands still makes those late that were due meanwhile. */
async function streamBookings({ client, app, isOver, measured }: Probe): Promise<void> {
  const latencies: number[] = [];
  const sent: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let number = 0; !isOver(); number++) {
    const dueAt = startedAt + (number * 1_000) / BOOKINGS_PER_SECOND;
    await pause(Math.max(0, dueAt - performance.now()));
    const booking = bookOne(client, app).then((failure) => {
      latencies.push(performance.now() - dueAt);
      if (failure) count(measured.failures, failure);
    });
    sent.push(booking);
  }
  await Promise.all(sent);
  const sorted = latencies.sort((a, b) => a - b);
  measured.bookings = sorted.length;
  measured.p50Ms = percentile(sorted, 0.5);
  measured.p99Ms = percentile(sorted, 0.99);
}

/**
 * Books as a client of the API does, which sends a request again under its key when the connection broke; answers what went
 * wrong.
 */
async function bookOne(client: HttpClient, app: AttackedApp): Promise<string | undefined> {
  const body = JSON.stringify({
    resourceId: app.resourceId,
    clientId: "robin@example.org",
    quantity: 1,
  });
  const headers = {
    "X-API-Key": app.target().apiKey,
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
    "Idempotency-Key": randomUUID(),
  };
  const send = () => client.send({ method: "POST", path: "/api/v1/reservations", headers, body });
  try {
    const { status } = await send().catch(send);
    return status === 201 ? undefined : `answered ${status}`;
  } catch (error) {
    return wordsOf(error);
  }
}

async function watchHealth({ client, isOver, measured }: Probe): Promise<void> {
  while (!isOver()) {
    const startedAt = performance.now();
    await client.send({ path: "/health" }).catch(() => {});
    measured.healthWorstMs = Math.max(measured.healthWorstMs, performance.now() - startedAt);
    await pause(HEALTH_EVERY_MS);
  }
}

async function watchPage({ client, app, isOver, measured }: Probe): Promise<void> {
  const path = `/e/${app.target().quiet.slug}`;
  const latencies: number[] = [];
  while (!isOver()) {
    const startedAt = performance.now();
    const fault = await client.send({ path }).then(faultOfPage, wordsOf);
    latencies.push(performance.now() - startedAt);
    if (fault) count(measured.badPages, fault);
    await pause(PAGE_EVERY_MS);
  }
  const sorted = latencies.sort((a, b) => a - b);
  measured.pages = sorted.length;
  measured.pageP50Ms = percentile(sorted, 0.5);
  measured.pageP99Ms = percentile(sorted, 0.99);
}

function faultOfPage({ status, body }: HttpResponse): string | undefined {
  const isWhole = status === 200 && body.includes("A quiet evening");
  return isWhole ? undefined : `${status}, ${body.length} characters`;
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function watchMemory({ app, isOver, measured }: Probe): Promise<void> {
  while (!isOver()) {
    measured.rssPeakMb = Math.max(measured.rssPeakMb, rssMb(app));
    await pause(MEMORY_EVERY_MS);
  }
}

/** The memory of the server's process; 0 when it has ended. */
function rssMb(app: AttackedApp): number {
  if (app.hasEnded()) return 0;
  try {
    const [, kilobytes = "0"] =
      /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${app.pid()}/status`, "utf8")) ?? [];
    return (Number(kilobytes) * 1_024) / BYTES_PER_MB;
  } catch {
    return 0;
  }
}

function count(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}
