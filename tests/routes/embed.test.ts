import { sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { formPurpose } from "#app/checkout/guard-form.server.ts";
import type { Calendar } from "#app/embed/calendar-page.tsx";
import { HONEYPOT } from "#app/embed/embed-surface.tsx";
import { createRateLimits } from "#app/host/http/rate-limits.ts";
import { newFormToken } from "#app/platform/http/form-tokens.ts";
import * as chooseRoute from "#app/routes/embed/$slug._index.tsx";
import * as detailsRoute from "#app/routes/embed/$slug.book.tsx";
import * as doneRoute from "#app/routes/embed/$slug.done.tsx";
import * as calendarRoute from "#app/routes/embed/o.$slug.tsx";
import { keyOf, serveApi } from "#tests/support/api.ts";
import { apiClient } from "#tests/support/api-client.ts";
import type { FlowBody } from "#tests/support/booking-flow.ts";
import { makeOrganization, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type MadeEvent, makeEvent } from "#tests/support/events.ts";
import { type RouteRequest, requestRoute, testContext } from "#tests/support/remix.ts";
import type { ReceivedHook } from "#tests/support/webhook-receiver.ts";
import { deliverAll, subscribeReceiver } from "#tests/support/webhooks.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);

test("the calendar of an organisation in a frame goes on where a page of it ends, as the site wants it to look", async () => {
  const busy = await makeOrganization(db, "Busy House");
  const made = await Promise.all(
    Array.from({ length: 21 }, (_, day) => makeEvent(busy, { inHours: 24 * (day + 1) })),
  );
  const [row] = await db.execute(
    sql`select slug from slugs where organization_id = ${busy.organizationId} and event_id is null`,
  );
  const slug = String(row?.slug);
  const page = async (address: string) =>
    (await requestRoute<Calendar>(context, calendarRoute, address, { params: { slug } })).body;
  const first = await page(`/embed/o/${slug}?theme=dark`);
  expect(first.later).toContain("theme=dark");
  const second = await page(first.later ?? "");
  const shown = [...first.events, ...second.events].map(({ id }) => id);
  expect(shown).toEqual(made.map(({ event }) => event.id));
  expect([second.later, second.first]).toEqual([undefined, `/embed/o/${slug}?theme=dark`]);
});

const ROUTES = { "": chooseRoute, book: detailsRoute, done: doneRoute };

/** Asks for a page of the frame, or sends its form, at an address as the pages link to each other. */
function go(address: string, how: RouteRequest = {}) {
  const [, , slug = "", step = ""] = new URL(address, "http://x").pathname.split("/");
  return requestRoute<FlowBody & { facts?: object }>(context, ROUTES[step as keyof typeof ROUTES], address, {
    params: { slug },
    ...how,
  });
}

/** A form of the event as somebody sends it who has looked at it for a minute. */
async function formOf({ event, session }: MadeEvent, more: Record<string, string> = {}, age = 60_000) {
  const formToken = newFormToken(testSigner, formPurpose(event), new Date(Date.now() - age));
  const person = { name: "Ada Guest", email: "ada@example.org" };
  return { session: session.id, seats: "2", formToken, ...person, ...more };
}

/** From the first step to the last; answers where the last page lies. */
async function bookIn(made: MadeEvent, query = "", site: Record<string, string> = {}): Promise<string> {
  const held = await go(`/embed/${made.event.slug}${query}`, { form: await formOf(made, site) });
  expect(held.status).toBe(303);
  const booked = await go(held.location ?? "", { form: await formOf(made, site) });
  expect(booked.status).toBe(303);
  return booked.location ?? "";
}

async function countOf({ event }: MadeEvent): Promise<number> {
  const [row] = await db.execute(sql`select count(*)::int as number from bookings where scope = ${event.id}`);
  return Number(row?.number);
}

test("a booking carries where its visitor came from, and what the site says of it, to the API and the webhook", async () => {
  const made = await makeEvent(ctx);
  const { receiver, secret } = await subscribeReceiver(ctx, ["booking.confirmed"]);
  const said = {
    metadata: JSON.stringify({ plan: "gold" }),
    attribution: JSON.stringify({
      page: "https://blog.example.org/may?secret=1",
      referrer: "https://search.example/?q=x",
      utm_source: "letter",
      utm_campaign: "may",
    }),
  };
  const done = new URL(await bookIn(made, "?embed=emb_abcdefgh2345&utm_medium=mail", said), "http://x");
  const attribution = {
    site: "https://blog.example.org",
    page: "https://blog.example.org/may",
    referrer: "https://search.example",
    embed: "emb_abcdefgh2345",
    utm_source: "letter",
    utm_medium: "mail",
    utm_campaign: "may",
  };
  const carried = { source: "embed", metadata: { plan: "gold", attribution } };

  await deliverAll(db);
  const [hook] = receiver.hooks;
  await receiver.close();
  expect(receiver.hooks).toHaveLength(1);
  const told = new Webhook(secret).verify(hook?.body ?? "", hook?.headers ?? {}) as ReceivedHook["json"];
  expect(told.data).toMatchObject({ reference: done.searchParams.get("ref"), ...carried });

  const { get } = apiClient(await serveApi(db), await keyOf(ctx));
  expect((await get(`/bookings/${told.data.id}`)).body).toMatchObject(carried);
});

describe("in test mode", () => {
  test("every step leads on as always, and nothing is held, booked or noted", async () => {
    const made = await makeEvent(ctx);
    const held = await go(`/embed/${made.event.slug}?test=1`, { form: await formOf(made) });
    expect(held.location).toContain(`/embed/${made.event.slug}/book?`);
    const wrong = await go(held.location ?? "", { form: await formOf(made, { email: "ada" }) });
    expect([wrong.status, Object.keys(wrong.body.errors ?? {})]).toEqual([422, ["email"]]);
    const booked = await go(held.location ?? "", { form: await formOf(made) });
    expect(booked.location).toContain(`/embed/${made.event.slug}/done?`);
    const { body } = await go(booked.location ?? "");
    expect(body).toMatchObject({ done: { seats: 2, booking: undefined }, facts: { step: { name: "done" } } });
    expect(Object.keys(body.facts ?? {})).not.toContain("booked");
    expect(await countOf(made)).toBe(0);
  });

  test("a form from somewhere else is refused as always", async () => {
    const made = await makeEvent(ctx);
    const answer = await go(`/embed/${made.event.slug}?test=1`, {
      form: await formOf(made),
      context: { trusted: false },
    });
    expect(answer.status).toBe(403);
  });
});

describe("a form in a frame", () => {
  test("whose field for programs is filled in books nothing, and keeps what was typed", async () => {
    const made = await makeEvent(ctx);
    for (const step of ["", "/book"]) {
      const form = await formOf(made, { [HONEYPOT]: "https://spam.example" });
      const { status, body } = await go(`/embed/${made.event.slug}${step}`, { form });
      expect([status, body.title]).toEqual([422, expect.stringContaining("Nothing was booked")]);
      expect(body.typed).toMatchObject({ name: ["Ada Guest"] });
    }
    expect(await countOf(made)).toBe(0);
  });

  test("is tried with one e-mail ten times a minute, from whatever address, in whatever case", async () => {
    const made = await makeEvent(ctx);
    const rateLimits = createRateLimits({ enabled: true });
    const send = async (number: number, email: string) =>
      go(`/embed/${made.event.slug}/book`, {
        form: await formOf(made, { email, seats: "0" }),
        context: { rateLimits, clientAddress: `203.0.113.${number}` },
      });
    const statuses = new Set<number>();
    for (let number = 0; number < 10; number++) {
      statuses.add((await send(number, number % 2 ? "Ada@Example.org " : "ada@example.org")).status);
    }
    expect([...statuses]).toEqual([422]);
    const { status, headers, body } = await send(11, "ada@example.org");
    expect([status, body.typed?.name]).toEqual([429, ["Ada Guest"]]);
    expect(Number(headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(body.title).toContain("this email address");
    expect((await send(12, "eve@example.org")).status).toBe(422);
  });

  test("that is sent within two seconds is held back, so that one which was filled in longer and sent after it is answered first", async () => {
    const made = await makeEvent(ctx);
    const order: string[] = [];
    const send = async (word: string, ageMs: number) => {
      const form = await formOf(made, { seats: "1" }, ageMs);
      const { status } = await go(`/embed/${made.event.slug}`, { form });
      order.push(`${word}: ${status}`);
    };
    await Promise.all([send("quick", 0), send("slow", 10_000)]);
    expect(order).toEqual(["slow: 303", "quick: 303"]);
  });
});

test("in a frame too, a hold is held again in its place, three times an hour", async () => {
  const made = await makeEvent(ctx);
  let details = (await go(`/embed/${made.event.slug}`, { form: await formOf(made) })).location ?? "";
  const again = async () => go(details, { form: await formOf(made, { intent: "hold:2" }) });
  for (let renewal = 1; renewal <= 3; renewal++) {
    const { body } = await again();
    expect(body.page?.hold?.fate).toBe("pending");
    details = details.replace(/h=[^&]+/, `h=${body.page?.hold?.token}`);
  }
  expect(await again()).toMatchObject({ status: 409, body: { code: "RENEWAL_LIMIT" } });
  const [row] = await db.execute(sql`select held::int from resources where id = ${made.session.id}`);
  expect(row).toEqual({ held: 2 });
});

test("guesses at the last page count as guesses at links, and a right link is never kept out", async () => {
  const made = await makeEvent(ctx);
  const right = await bookIn(made);
  const how = { context: { rateLimits: createRateLimits({ enabled: true }) } };
  const statuses: number[] = [];
  for (let guess = 0; guess < 25; guess++) {
    const address = `/embed/${made.event.slug}/done?ref=ABCDEFGH&t=${"x".repeat(42)}${guess % 10}`;
    statuses.push((await go(address, how)).status);
  }
  expect(statuses).toEqual([...Array(20).fill(404), ...Array(5).fill(429)]);
  expect((await go(right, how)).status).toBe(200);
});

test("in a frame too, the address of a hold changes nothing of the booking that was made of it", async () => {
  const made = await makeEvent(ctx, { sessions: 2, cancelMinutesBefore: 72 * 60 });
  const held = await go(`/embed/${made.event.slug}`, { form: await formOf(made) });
  const details = held.location ?? "";
  expect((await go(details, { form: await formOf(made) })).status).toBe(303);
  const other = made.sessions[1]?.id ?? "";
  const wishes: Record<string, string>[] = [{ seats: "3" }, { session: other }];
  for (const wish of wishes) {
    const answer = await go(details, { form: await formOf(made, { intent: "seats", ...wish }) });
    expect(answer).toMatchObject({ status: 409, body: { kind: "booked" } });
  }
  const booked = await db.execute(sql`
    select r.booked::int from resources r where r.id in (${made.session.id}, ${other}) order by r.booked`);
  expect(booked.map((row) => row.booked)).toEqual([0, 2]);
});
