import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { mayBeSignedIn } from "#app/auth/sign-in-cookie.server.ts";
import { endSignIn } from "#app/auth/sign-ins.server.ts";
import { holdTokenOf } from "#app/checkout/hold-token.ts";
import { cachedPages } from "#app/compose/cached-pages.server.ts";
import { newId } from "#app/platform/ids.ts";
import { newToken } from "#app/platform/secrets.ts";
import { createSigner } from "#app/platform/signer.ts";
import * as eventRoute from "#app/routes/public/e.$slug._index.tsx";
import { openDatabase } from "#db/client.ts";
import { events } from "#db/schema/index.ts";
import { makeOrganization, partsOf, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { startTestHost } from "#tests/support/host.ts";
import { signedIn } from "#tests/support/members.ts";
import { TEST_ORIGIN, testContext } from "#tests/support/remix.ts";

/** How often a connection was acquired, once for each query. */
let queries = 0;
const { db, url, pool } = await testDatabase({
  observe: {
    acquired() {
      queries += 1;
    },
    held() {},
  },
});
const context = await testContext(db);
const ctx = await makeOrganization(db, "Personal club");

/** A host with our own rules whose event pages are what their loader answers. */
function startHost() {
  const rendered: { cookie: string | null; shared: boolean }[] = [];
  const { app } = startTestHost({
    pageCache: cachedPages(partsOf(db)),
    async pages(request, host) {
      rendered.push({ cookie: request.headers.get("cookie"), shared: host.page !== undefined });
      const params = { slug: new URL(request.url).pathname.split("/")[2] };
      try {
        const page = await eventRoute.loader({ request, params, context: { ...context, ...host } } as never);
        return new Response(JSON.stringify(page), { headers: { "Content-Type": "text/html" } });
      } catch (thrown) {
        return thrown as Response;
      }
    },
  });
  const read = (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers }) as Promise<Response>;
  /** Until the page is kept: only after the first time the cache knows what it rests on. */
  const warm = async (path: string) => {
    for (let visit = 0; visit < 3; visit++) await (await read(path)).text();
    rendered.length = 0;
  };
  return { read, warm, rendered };
}

const asking = (cookie: string) => new Request(TEST_ORIGIN, { headers: { Cookie: cookie } });

test("made-up cookies and holds are answered with the page that is kept", async () => {
  const { event } = await makeEvent(ctx);
  const { read, warm, rendered } = startHost();
  const path = `/e/${event.slug}`;
  await warm(path);
  const someone = holdTokenOf(createSigner("another deployment's secret, as long as ours"), newId());
  const visits: [string, Record<string, string>?][] = [
    [path, { Cookie: "reservo=x" }],
    [path, { Cookie: `reservo=${newToken()}` }],
    [path, { Cookie: `__Host-reservo=${newToken()}; reservo=${newToken()}` }],
    [`${path}?h=1`],
    [`${path}?h=${someone}`],
    [`${path}?t=1&preview=1&session=x&from=y&seats=0&any=thing`],
  ];
  for (const [asked, headers] of visits) expect((await read(asked, headers)).status).toBe(200);
  expect(rendered).toEqual([]);
});

test("a member and the holder of a hold get pages of their own, which nobody else is sent", async () => {
  const { event } = await makeEvent(ctx);
  const cookie = await signedIn(context, ctx.organizationId);
  const { read, warm, rendered } = startHost();
  const path = `/e/${event.slug}`;
  await warm(path);
  const h = holdTokenOf(testSigner, newId());
  await read(path, { Cookie: cookie });
  await read(`${path}?h=${h}`);
  expect(rendered).toEqual([
    { cookie, shared: false },
    { cookie: null, shared: false },
  ]);
});

test("a member sees the draft that others do not, also when both ask at once", async () => {
  const { event } = await makeEvent(ctx);
  await db.update(events).set({ state: "draft" }).where(eq(events.id, event.id));
  const cookie = await signedIn(context, ctx.organizationId);
  const { read, rendered } = startHost();
  const path = `/e/${event.slug}`;
  const askers = [cookie, "", `reservo=${newToken()}`, cookie, "reservo=x", cookie];
  const statuses = await Promise.all(askers.map(async (Cookie) => (await read(path, { Cookie })).status));
  expect(statuses).toEqual([200, 404, 404, 200, 404, 200]);
  expect((await read(path)).status).toBe(404);
  expect(rendered.filter(({ shared }) => shared).map((each) => each.cookie)).not.toContain(cookie);
});

test("cookies that a token cannot have are not looked up, and all others together", async () => {
  queries = 0;
  expect(mayBeSignedIn(db, asking("theme=dark; holder=abc"))).toBe(false);
  for (const made of ["x", "", "a".repeat(42), "a".repeat(44), `${"a".repeat(42)}%`]) {
    expect(mayBeSignedIn(db, asking(`reservo=${made}`)), made).toBe(false);
  }
  expect(queries).toBe(0);
  const token = newToken();
  const made = [...Array.from({ length: 200 }, newToken), ...Array(50).fill(token)];
  const found = await Promise.all(made.map((each) => mayBeSignedIn(db, asking(`reservo=${each}`))));
  expect(new Set(found)).toEqual(new Set([false]));
  // The first goes at once, all that came meanwhile in the next one.
  expect(queries).toBe(2);
  expect(mayBeSignedIn(db, asking(`reservo=${token}`))).toBe(false);
  expect(pool.stats().waiting).toBe(0);
});

test("a sign-in counts from its first request on, and a database that does not answer makes a page personal", async () => {
  const cookie = await signedIn(context, ctx.organizationId);
  const secure = cookie.replace("reservo=", "__Host-reservo=");
  expect(await mayBeSignedIn(db, asking(cookie))).toBe(true);
  expect(await mayBeSignedIn(db, asking(`a=b; ${secure}`))).toBe(true);
  await endSignIn(context, asking(cookie));
  // After signing out the pages stay personal for as long as the look-up is cached.
  expect(await mayBeSignedIn(db, asking(cookie))).toBe(true);
  const closed = openDatabase({ url, max: 1 });
  await closed.close();
  expect(await mayBeSignedIn(closed.db, asking(`reservo=${newToken()}`))).toBe(true);
});
