import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { type Attack, attackerAddress, type Target } from "./attack.ts";
import { type HttpClient, openClient } from "./http-client.ts";

const PIPELINED = 200;
/** When the client of the pipelined requests leaves. */
const LEAVES_AFTER_MS = 300;
const CLIENTS = 10;
const READS_FOR_MS = 8_000;
const HEADS_FOR_MS = 15_000;
const HEAD_EVERY_MS = 250;

export const expensivePages: Attack = {
  name: "uncached pages, pipelined and read again and again",
  finding: "2",
  async run({ port, organizationSlug }) {
    const socket = connect({ port, host: "127.0.0.1", localAddress: attackerAddress(5) });
    socket.on("error", () => {});
    socket.write("GET /docs/api HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(PIPELINED));
    await pause(LEAVES_AFTER_MS);
    socket.destroy();

    const client = openClient({ port, from: attackerAddress(6), maxSockets: CLIENTS });
    const until = performance.now() + READS_FOR_MS;
    const statuses = new Set<number>();
    const read = async (path: string) => {
      while (performance.now() < until) statuses.add(await statusOf(client, { path }));
    };
    const paths = ["/docs/api", `/o/${organizationSlug}?q=zz`];
    await Promise.all(Array.from({ length: CLIENTS }, (_, index) => read(paths[index % 2] ?? "")));
    client.close();
    const bad = [...statuses].filter((status) => status === 0 || (status >= 500 && status !== 503));
    return bad.map((status) =>
      status === 0 ? "a page had no answer" : `a page was answered with ${status}`,
    );
  },
};

const STARVING_CLIENTS = 30;
const STARVES_FOR_MS = 12_000;

export const starvedBookings: Attack = {
  name: "thirty clients on feeds, searches and pages with made-up cookies and holds",
  finding: "11",
  maxTimesP99: 2,
  async run({ port, organizationSlug, quiet }) {
    const until = performance.now() + STARVES_FOR_MS;
    const statuses = new Map<number, number>();
    const organization = `/o/${organizationSlug}`;
    const event = `/e/${quiet.slug}`;
    const asked = (number: number) => [
      { path: `${organization}/calendar.ics?x=${number}` },
      { path: `${organization}/feed.xml` },
      { path: `${organization}?q=zz` },
      { path: `${organization}?q=${number}` },
      { path: `${event}?h=${number}` },
      { path: event, headers: { Cookie: `reservo=${number}` } },
      { path: event, headers: { Cookie: `reservo=${String(number).padStart(43, "a")}` } },
      { path: `${event}/picture.png?v=${number}` },
      { path: "/sitemap.xml" },
    ];
    await Promise.all(
      Array.from({ length: STARVING_CLIENTS }, async (_, index) => {
        const client = openClient({ port, from: attackerAddress(20 + index) });
        for (let number = index; performance.now() < until; number += STARVING_CLIENTS) {
          const all = asked(number);
          const status = await statusOf(client, all[number % all.length] ?? { path: event });
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }
        client.close();
      }),
    );
    return [...statuses.keys()]
      .filter((status) => status === 0 || status === 500)
      .map((status) => (status === 0 ? "a read had no answer" : `a read was answered with ${status}`));
  },
};

/** 0 where there was none. */
async function statusOf(
  client: HttpClient,
  request: { path: string; headers?: Record<string, string> },
): Promise<number> {
  try {
    return (await client.send(request)).status;
  } catch {
    return 0;
  }
}

export const headRequests: Attack = {
  name: "HEAD requests for cached pages",
  finding: "4",
  async run(target) {
    const client = openClient({ port: target.port, from: attackerAddress(7) });
    const pages = [`/e/${target.quiet.slug}`, `/o/${target.organizationSlug}`];
    // Pages are cached for each language, and nobody else reads these.
    const headers = { "Accept-Language": "de" };
    const blank = new Map<string, number>();
    let asked = 0;
    const until = performance.now() + HEADS_FOR_MS;
    for (let round = 0; performance.now() < until; round++) {
      for (const path of pages) await client.send({ method: "HEAD", path, headers });
      await pause(HEAD_EVERY_MS);
      if (round % 4 !== 3) continue;
      asked++;
      for (const path of pages) {
        const { status, body } = await client.send({ path, headers });
        if (status !== 200 || body === "") blank.set(path, (blank.get(path) ?? 0) + 1);
      }
    }
    client.close();
    return [...blank].map(
      ([path, count]) => `${nameOf(path, target)} was blank in ${count} of ${asked} requests`,
    );
  },
};

const nameOf = (path: string, { quiet }: Target) =>
  path.includes(quiet.slug) ? "the event's page" : "the organiser's page";
