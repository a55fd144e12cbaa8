import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import type { MailMessage } from "#app/platform/mail.ts";
import { newToken } from "#app/platform/secrets.ts";
import { createSite } from "#tests/hostile/site.tsx";
import { makeOrganization, testSigner } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { relayDue } from "#tests/support/relay.ts";
import { TEST_ORIGIN, testContext } from "#tests/support/remix.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const site = createSite(context);

type Wish = Parameters<typeof makeEvent>[1] & { seats?: number; guests?: string[] };

/** Books an event, and returns the addresses of what an attendee sees, and the mail. */
async function booked({ seats = 2, guests, ...wish }: Wish = {}) {
  const made = await makeEvent(ctx, wish);
  const booker = { name: "Ada Guest", email: "ada@example.org", locale: "en", guests };
  const outcome = await bookSeats(ctx, { ...made, seats, booker, formToken: newToken() });
  if (!outcome.ok) throw new Error(outcome.refusal);
  const { reference, token, bookingId } = outcome;
  const under = (path: string) => `/b/${reference}${path}?t=${token}`;
  const mail = await nextMail();
  const ticket = /\/t\/[A-Z2-7]{26}/.exec(mail.text)?.[0] ?? "none";
  return { ...made, reference, token, bookingId, under, mail, ticket };
}

async function nextMail(): Promise<MailMessage> {
  const sent: MailMessage[] = [];
  const mail = { ...context.mail, send: async (each: MailMessage) => void sent.push(each) };
  const { log } = context;
  await relayDue({ db, mail, origin: TEST_ORIGIN, signer: testSigner, sender: "b@reservo.test", log });
  const [only] = sent;
  if (!only) throw new Error("no mail is due");
  return only;
}

const page = async (address: string) => (await site(address)).text;

/** The first entry of a calendar file, as a program reads it. */
function entryOf(file = ""): ICAL.Event {
  const entry = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent("vevent");
  if (!entry) throw new Error("the file has no entry");
  return new ICAL.Event(entry);
}

/** The address of a service's calendar, by its host. */
function serviceLink(html: string, host: string): URL {
  const link = new RegExp(`href="(https://${host}/[^"]+)"`).exec(html)?.[1] ?? "";
  return new URL(link.replaceAll("&amp;", "&"));
}

describe("a price", () => {
  const PRICE = "٤٥ £, <b>by card</b>";
  const SHOWN = "٤٥ £, &lt;b&gt;by card&lt;/b&gt;";

  test("stands on every page, in the mail and in each calendar, as text that keeps its direction to itself", async () => {
    const { under, ticket, mail, event } = await booked({ price: PRICE, locale: "de" });
    for (const address of [`/e/${event.slug}/book?seats=2`, under(""), under("/manage"), ticket]) {
      const html = await page(address);
      expect(html, address).toContain(`<bdi><span lang="de">${SHOWN}</span></bdi>`);
      expect(html, address).not.toContain("<b>");
    }
    expect(mail.text).toContain(`Price: \u2068${PRICE}\u2069\n`);
    expect(mail.html).toMatch(new RegExp(`<strong dir="auto"[^>]*>${SHOWN}</strong>`));
    const line = `Price: \u2068${PRICE}\u2069`;
    expect(entryOf(mail.calendar?.content).description.split("\n")).toContain(line);
    expect(entryOf(await page(under("/calendar.ics"))).description.split("\n")).toContain(line);
    const html = await page(under(""));
    for (const host of ["calendar.google.com", "outlook.live.com", "outlook.office.com"]) {
      const { searchParams } = serviceLink(html, host);
      expect((searchParams.get("details") ?? searchParams.get("body"))?.split("\n")).toContain(line);
    }
    const organization = await findOrganization(db, ctx.organizationId);
    const feed = await page(`/o/${organization?.slug}/calendar.ics`);
    expect(entryOf(feed).description).toBe(`Preis: \u2068${PRICE}\u2069`);
  });

  test("is not named where there is none, nor where a booking is cancelled", async () => {
    const free = await booked();
    expect(`${await page(free.under(""))}${free.mail.text}${free.mail.calendar?.content}`).not.toContain(
      "Price",
    );
    const { under } = await booked({ price: PRICE });
    await site(under("/manage"), { form: new URLSearchParams({ intent: "cancel" }) });
    const mail = await nextMail();
    expect(`${await page(under("/manage"))}${mail.text}${mail.calendar?.content}`).not.toContain("Price");
  });
});

describe("a calendar entry", () => {
  test("has the organiser's message and what opens the booking in files; services get no link that lets anyone in", async () => {
    const made = await booked({
      message: "Bring an apron.\nRing twice.",
      codePer: "guest",
      guests: ["Bo <b>"],
    });
    const { mail, under, ticket, reference, token } = made;
    const html = await page(under(""));
    const files = [mail.calendar?.content, await page(under("/calendar.ics"))];
    for (const [index, file] of files.entries()) {
      const lines = entryOf(file).description.split("\n");
      expect(lines.slice(0, 6).join("\n")).toMatch(
        /^2 seats\nReference: \w{4}-\w{4}\n\nFrom [^\n]+:\nBring an apron\.\nRing twice\.$/,
      );
      expect(lines[7]).toBe(`Ada Guest’s ticket: ${TEST_ORIGIN}${ticket}`);
      expect(lines[8]).toMatch(/^Bo <b>’s ticket: http:\/\/localhost:3000\/t\/[A-Z2-7]{26}$/);
      expect(lines[9]).toMatch(new RegExp(`^Manage booking: ${TEST_ORIGIN}/b/${reference}/manage\\?t=.+$`));
      // The file on the page carries the link that the page was opened with, the mail its own.
      expect(lines[9]?.endsWith(`?t=${token}`)).toBe(index === 1);
    }
    for (const host of ["calendar.google.com", "outlook.live.com", "outlook.office.com"]) {
      const link = decodeURIComponent(serviceLink(html, host).href);
      expect(link).toContain("Ring");
      expect(link).not.toMatch(/\/t\/|\/b\/|[?&]t=/);
    }
  });

  test("of a cancelled booking opens nothing, and one with a long message is an address that services take", async () => {
    const { under } = await booked({ message: "陶".repeat(2_000) });
    const { href } = serviceLink(await page(under("")), "calendar.google.com");
    expect(href.length).toBeLessThan(6_000);
    expect(entryOf(await page(under("/calendar.ics"))).description).toContain("陶".repeat(2_000));
    await site(under("/manage"), { form: new URLSearchParams({ intent: "cancel" }) });
    const mail = await nextMail();
    for (const file of [mail.calendar?.content, await page(under("/calendar.ics"))]) {
      expect(entryOf(file).description).toMatch(/^2 seats\nReference: \S+$/);
    }
  });
});

test("a confirmation leads with the calendar and the ticket that opens offline; everything else is a link", async () => {
  const { under, ticket } = await booked({ message: "Hello" });
  const html = await page(under(""));
  const at = (text: string) => html.indexOf(text);
  const places = [
    at('<summary class="button button-primary">Add to calendar</summary>'),
    at(`<a class="button button-quiet" href="${ticket}">Open ticket (works offline)</a>`),
    at('<section class="ticket'),
    at(`>Manage booking</a>`),
    at('class="link">Print or save as PDF</button>'),
    at('class="link">Share this event</button>'),
  ];
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
  expect(html.match(/button-primary/g)).toHaveLength(1);
});
