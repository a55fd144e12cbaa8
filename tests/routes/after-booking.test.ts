import { sql } from "drizzle-orm";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import { findBookingRecord } from "#app/desk/booking-record.server.ts";
import { emptyOutbox } from "#app/jobs/empty-outbox.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { newToken } from "#app/platform/secrets.ts";
import { answerField } from "#app/questions/booking-form.ts";
import type { QuestionInput } from "#app/questions/question-form.ts";
import { listQuestions } from "#app/questions/questions.server.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { takeNextMail } from "#tests/support/relay.ts";
import { TEST_ORIGIN, testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

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
  const mail = await takeNextMail(context);
  const ticket = /\/t\/[A-Z2-7]{26}/.exec(mail.text)?.[0] ?? "none";
  return { ...made, reference, token, bookingId, under, mail, ticket };
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
      expect(html, address).toMatch(new RegExp(`<bdi(><span)? lang="de">${SHOWN}</`));
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
    const mail = await takeNextMail(context);
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
    const mail = await takeNextMail(context);
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

test("the mail about a change says what was and what is now, of seats and date, and nothing where all is as before", async () => {
  const { under, sessions } = await booked({ sessions: 2, guestNames: "none" });
  const [first, second] = sessions;
  const change = async (...forms: Record<string, string>[]) => {
    for (const form of forms) await site(under("/manage"), { form: new URLSearchParams(form) });
    while ((await emptyOutbox(db)) > 0);
    await db.execute(sql`update mails set due_at = now() where state = 'queued'`);
    return (await takeNextMail(context)).text;
  };
  const more = await change({ intent: "seats", seats: "3" });
  expect(more).toContain("\n2 → 3 seats. Here is your booking now.\n");
  expect(more).not.toMatch(/Previously|no longer work/);
  // Changes that follow each other closely are one mail.
  const moved = await change(
    { intent: "move", session: second?.id ?? "" },
    { intent: "seats", seats: "2" },
    { intent: "seats", seats: "1" },
  );
  expect(moved).toContain(
    "\n3 → 1 seat. Here is your booking now. Codes for seats you gave up no longer work.\n",
  );
  const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" }).format(first?.startsAt);
  expect(moved).toMatch(new RegExp(`Previously: ${day}`));
  const back = await change({ intent: "seats", seats: "2" }, { intent: "seats", seats: "1" });
  expect(back).toContain("\nHere is your booking now.\n");
  expect(back).not.toMatch(/→|Until now/);
});

describe("the page to manage a booking", () => {
  const BREAD: QuestionInput = {
    type: "text",
    label: "Which bread?",
    hint: "",
    required: true,
    per: "person",
    options: [],
  };

  /** Sends a form of the page as a browser without scripts does, and returns the page that comes of it. */
  async function send(under: (path: string) => string, fields: Record<string, string>) {
    const answer = await site(under("/manage"), { form: new URLSearchParams(fields) });
    const { status, text, location } = answer;
    return { status, html: location ? await page(location) : text };
  }

  const openParts = (html: string) =>
    [...html.matchAll(/<details class="part" open="">.*?<h2 id="part-(\w+)"/g)].map(([, name]) => name);

  test("is a menu of names, seats, another date and cancelling, all closed; the one just used or refused is open", async () => {
    const { under, sessions } = await booked({ sessions: 2, codePer: "booking", guestNames: "none" });
    const html = await page(under("/manage"));
    const menu = [...html.matchAll(/<details class="part">.*?<h2 id="part-(\w+)"/g)].map(([, name]) => name);
    expect(menu).toEqual(["people", "seats", "move", "cancel", "history"]);
    expect(openParts(html)).toEqual([]);
    const forms: [Record<string, string>, string][] = [
      [{ intent: "people", name: "Ada G." }, "people"],
      [{ intent: "people", name: "" }, "people"],
      [{ intent: "seats", seats: "3" }, "seats"],
      [{ intent: "seats", seats: "x" }, "seats"],
      [{ intent: "move" }, "move"],
      [{ intent: "move", session: sessions[1]?.id ?? "" }, "move"],
    ];
    for (const [form, part] of forms) {
      expect(openParts((await send(under, form)).html), JSON.stringify(form)).toEqual([part]);
    }
  });

  test("names what is cancelled and what is lost in the step that cancels", async () => {
    const { under, event } = await booked();
    const step = /<h2 id="part-cancel">.*?<\/details>/.exec(await page(under("/manage")))?.[0] ?? "";
    for (const fact of [event.title, "2 seats", "released straight away", "tickets stop working"]) {
      expect(step).toContain(fact);
    }
    expect(step).toMatch(/<button[^>]*>Cancel booking<\/button>.*>Keep booking<\/a>/);
  });

  test("leads back to the date and number of seats that were cancelled, and to the event alone once it has begun", async () => {
    const { under, event, session } = await booked({ sessions: 2 });
    const { html } = await send(under, { intent: "cancel" });
    const again = `href="/e/${event.slug}?session=${session.id}&amp;seats=2"`;
    expect(html).toMatch(new RegExp(`${again.replace("?", "\\?")}[^>]*>Book again<`));
    await db.execute(
      sql`update sessions set starts_at = now() - interval '1 minute' where id = ${session.id}`,
    );
    const later = await page(under("/manage"));
    expect(later).not.toContain("Book again");
    expect(later).toMatch(new RegExp(`href="/e/${event.slug}"[^>]*>See the event<`));
  });

  test("asks who does not come where seats are released that guests have, and releases theirs", async () => {
    const { under } = await booked({ seats: 3, guests: ["Bea", "Cy"], codePer: "guest" });
    expect(await page(under("/manage"))).toMatch(/name="seats"[^>]*min="1"|min="1"[^>]*name="seats"/);
    const fewer = { intent: "seats", seats: "1" };
    const asked = await send(under, fewer);
    expect(asked.status).toBe(422);
    expect(asked.html).toContain("Choose 2 guests to release their seats.");
    for (const guest of ["Bea", "Cy"]) expect(asked.html).toContain(`<span><bdi>${guest}</bdi></span>`);
    const half = await send(under, { ...fewer, "gone-2": "yes" });
    expect([half.status, openParts(half.html)]).toEqual([422, ["seats"]]);
    expect(half.html).toMatch(/id="seats-gone-2"[^>]*checked|checked[^>]*id="seats-gone-2"/);
    expect((await page(under(""))).match(/code-card"/g)).toHaveLength(3);
    const { html } = await send(under, { intent: "seats", seats: "2", "gone-1": "yes" });
    expect(html).toContain("Your booking is now for 2 seats.");
    expect(html).not.toContain("Bea");
    expect(html).toContain("Cy");
  });

  test("asks for what new guests must answer once seats are added, and saves nothing of them without it", async () => {
    const made = await booked({ questions: [BREAD], guestNames: "none" });
    const added = await send(made.under, { intent: "seats", seats: "4" });
    expect(openParts(added.html)).toEqual(["people"]);
    // Nobody has answered yet, so the guest who was there is asked as well.
    expect(added.html).toContain("4 seats. Enter the details of guest 2:");
    for (const number of [3, 4]) expect(added.html).toContain(`>Enter the details of guest ${number}:`);
    const asked = [...added.html.matchAll(/name="asked" value="(\d)"/g)].map(([, position]) => position);
    expect(asked).toEqual(["1", "2", "3"]);
    const [question] = await listQuestions(ctx, made.event.id);
    const answers = (values: string[]) =>
      values.map((value, person): [string, string] => [
        answerField({ id: question?.id ?? "", per: "person" }, person),
        value,
      ]);
    const form = (values: string[]) =>
      new URLSearchParams([
        ["intent", "people"],
        ["name", "Ada Guest"],
        ...asked.map((position): [string, string] => ["asked", position ?? ""]),
        ...answers(values),
      ]);
    const refused = await site(made.under("/manage"), { form: form(["", "Rye", "", "Oat"]) });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(`value="Oat"`);
    expect(refused.text.match(/name="asked"/g)).toHaveLength(3);
    // Its organiser sees whose answers are missing, until they are given.
    const unanswered = async () => {
      const record = await findBookingRecord(ctx, made.bookingId);
      return record?.answers.filter(({ answer }) => answer === undefined).map(({ person }) => person);
    };
    expect(await unanswered()).toEqual([0, 1, 2, 3]);
    const saved = await site(made.under("/manage"), { form: form(["", "Rye", "Spelt", "Oat"]) });
    expect(saved.status).toBe(303);
    expect(await page(made.under("/manage"))).toContain(`value="Spelt"`);
    expect(await unanswered()).toEqual([0]);
  });
});
