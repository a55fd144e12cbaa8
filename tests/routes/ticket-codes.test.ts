import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { findBookingDetails } from "#app/attendees/booking-details.server.ts";
import { ticketCode } from "#app/attendees/ticket-code.ts";
import { settleTickets } from "#app/attendees/tickets.server.ts";
import { beginSignIn } from "#app/auth/sign-ins.server.ts";
import { bookSeats } from "#app/checkout/book-seats.server.ts";
import { newToken } from "#app/platform/secrets.ts";
import { members } from "#db/schema/index.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { makeUser } from "#tests/support/members.ts";
import { TEST_ORIGIN, testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const context = await testContext(db);
const site = createSite(context);
const [club, other, third] = [
  await makeOrganization(db, "Club"),
  await makeOrganization(db, "Other"),
  await makeOrganization(db, "Third"),
];

async function signIn(role: "owner" | "check-in", ...organizations: { organizationId: string }[]) {
  const [first, ...more] = organizations;
  const { userId } = await makeUser(context, { organizationId: first?.organizationId ?? "", role });
  for (const { organizationId } of more)
    await db.insert(members).values({ organizationId, userId, role: "check-in" });
  const cookie = await beginSignIn(context, { userId, request: new Request(TEST_ORIGIN) });
  return cookie.split(";")[0] ?? "";
}

const member = await signIn("check-in", club);
const stranger = await signIn("owner", other);

type Wish = Parameters<typeof makeEvent>[1] & { seats?: number; guests?: string[]; ctx?: typeof club };

async function booked({ seats = 2, guests, ctx = club, ...wish }: Wish = {}) {
  const made = await makeEvent(ctx, { title: "Night <swim>", inHours: 1, ...wish });
  const booker = { name: "Ana Ruiz", email: `${newToken()}@example.org`, locale: "en", guests };
  const outcome = await bookSeats(ctx, { ...made, seats, booker, formToken: newToken() });
  if (!outcome.ok) throw new Error(outcome.refusal);
  const booking = await findBookingDetails(ctx, outcome.bookingId);
  if (!booking) throw new Error("the booking is not there");
  const ids = (await settleTickets(ctx, booking)).map(({ id }) => id);
  return { ...made, ...outcome, id: ids[0] ?? "", ids };
}

/** The path that a phone asks for which has read the code: the host's name is the same in any case. */
const pathOf = (id: string) => ticketCode(TEST_ORIGIN, id).slice(TEST_ORIGIN.length);

/** What the page says, the words of its band and its title. */
async function door(id: string, cookie = member) {
  const { status, text, location } = await site(pathOf(id), { cookie });
  const band = /<div class="door-verdict" data-tone="(\w+)">(.*?)<\/div>/.exec(text);
  const words = band?.[2]?.replaceAll(/<svg.*?<\/svg>/g, "").replaceAll(/<\/?(bdi|time|span)\b[^>]*>/g, "");
  return {
    status,
    location,
    text,
    tone: band?.[1],
    words: words?.split(/<[^>]+>/).filter((word) => word !== ""),
    title: /<title>(.*?)<\/title>/.exec(text)?.[1],
  };
}

const manage = ({ reference, token }: { reference: string; token: string }, form: Record<string, string>) =>
  site(`/b/${reference}/manage?t=${token}`, { form: new URLSearchParams(form) });

test("the code on a member's phone says valid, how many and who, with the event, its reference and the way to the booking", async () => {
  const { id, event, bookingId, reference } = await booked();
  expect(pathOf(id)).toBe(`/C/${id}`);
  const page = await door(id);
  expect(page).toMatchObject({ status: 200, tone: "ok", words: ["Valid", "2 seats", "Ana Ruiz"] });
  expect(page.title).toBe("Valid · 2 seats · Ana Ruiz");
  expect(page.text).toContain(event.title.replace("<", "&lt;").replace(">", "&gt;"));
  expect(page.text).toContain(`${reference.slice(0, 4)}-${reference.slice(4)}`);
  expect(page.text).toContain(`href="/admin/o/club/bookings/${bookingId}"`);
  expect(page.text).toContain(`href="/t/${id}"`);
  expect(page.text).toContain('name="robots" content="noindex"');
});

test("the page of a code is in the member's language, whatever the phone prefers", async () => {
  const { id } = await booked();
  const german = await signIn("check-in", club);
  const form = new URLSearchParams({ locale: "de" });
  expect((await site("/admin/o/club/settings/language", { cookie: german, form })).status).toBe(303);
  expect((await door(id, german)).title).toBe("Gültig · 2 Plätze · Ana Ruiz");
  expect((await door(id)).title).toBe("Valid · 2 seats · Ana Ruiz");
});

test("codes of before, and addresses in lower case, open the same", async () => {
  const { id } = await booked();
  for (const path of [`/c/RSV1:${id}`, `/C/rsv1:${id}`, `/c/${id.toLowerCase()}`, `/c/${id}`]) {
    expect((await site(path, { cookie: member })).text, path).toContain("Valid");
    expect(await site(path), path).toMatchObject({ status: 302, location: `/t/${id}` });
  }
});

test("whoever is no member of the ticket's organisation is sent to the ticket, whatever has become of it", async () => {
  const { id, reference, token } = await booked();
  for (const cookie of [undefined, stranger, "reservo=made-up"]) {
    const answer = await site(pathOf(id), { cookie });
    expect(answer).toMatchObject({ status: 302, location: `/t/${id}`, text: "" });
  }
  await manage({ reference, token }, { intent: "cancel" });
  expect(await site(pathOf(id))).toMatchObject({ status: 302, location: `/t/${id}`, text: "" });
});

test("a member without the second factor that the organisation requires is led to turn it on, and back", async () => {
  const { id } = await booked();
  const cookie = await signIn("check-in", club);
  const require = (is: boolean) =>
    db.execute(sql`update organizations set requires_two_factor = ${is} where id = ${club.organizationId}`);
  await require(true);
  const led = await door(id, cookie);
  await require(false);
  const next = encodeURIComponent(`/c/${id}`);
  expect([led.status, led.location]).toEqual([302, `/admin/o/club/account/two-factor?next=${next}`]);
});

test("a member of two organisations reads the codes of both, and is led to the booking in the right one", async () => {
  const both = await signIn("owner", other, club);
  const [ours, theirs, foreign] = [
    await booked(),
    await booked({ ctx: other }),
    await booked({ ctx: third }),
  ];
  expect((await door(ours.id, both)).text).toContain(`/admin/o/club/bookings/${ours.bookingId}`);
  expect((await door(theirs.id, both)).text).toContain(`/admin/o/other/bookings/${theirs.bookingId}`);
  expect((await door(foreign.id, both)).location).toBe(`/t/${foreign.id}`);
});

describe("a code that lets nobody in says so, and why", () => {
  const ON = /^\d+ \w+ \d{4}, \d\d:\d\d\.$/;

  test("where the booking was cancelled, with the time", async () => {
    const made = await booked();
    await manage(made, { intent: "cancel" });
    const { tone, words, title } = await door(made.id);
    expect([tone, words?.[0], words?.[2]]).toEqual(["bad", "Not valid", "2 seats"]);
    expect(words?.[1]?.slice(0, 13)).toBe("Cancelled on ");
    expect(words?.[1]?.slice(13)).toMatch(ON);
    expect(title).toBe("Not valid · 2 seats · Ana Ruiz");
  });

  test("where a newer ticket has replaced it, and where the seat was given up", async () => {
    const made = await booked({ seats: 3, codePer: "guest", guests: ["Bea", "Cy"] });
    const revoke = (position: number) =>
      db.execute(sql`update tickets set revoked_at = now() - interval '1 minute'
        where booking_id = ${made.bookingId} and position = ${position} and revoked_at is null`);
    await revoke(0);
    expect((await door(made.ids[0] ?? "")).words?.join("|")).toMatch(
      /^Not valid\|Replaced by a newer ticket on .*, \d\d:\d\d\. Ask for that one\.\|1 seat\|Ana Ruiz$/,
    );
    await manage(made, { intent: "seats", seats: "2", "gone-1": "yes" });
    const [, given = "", kept = ""] = made.ids;
    expect((await door(given)).words?.slice(0, 2).join("|")).toMatch(
      /^Not valid\|This seat was given up on .*, \d\d:\d\d\.$/,
    );
    expect((await door(kept)).words).toEqual(["Valid", "1 seat", "Cy"]);
  });

  test("where it is of another day, which is named", async () => {
    const { id, session } = await booked({ inHours: 72 });
    const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" });
    const { tone, words } = await door(id);
    expect([tone, words?.[0]]).toEqual(["bad", "Not today"]);
    expect(words?.[1]).toContain(`This ticket is for ${day.format(session.startsAt)} `);
  });

  test("where its date is over, or does not take place", async () => {
    const over = await booked();
    await db.execute(sql`update sessions set starts_at = now() - interval '3 hours',
      ends_at = now() - interval '1 minute' where id = ${over.session.id}`);
    const { tone, words } = await door(over.id);
    expect([tone, words?.[0]]).toEqual(["bad", "Ended"]);
    expect(words?.[1]).toMatch(/^This ticket was for /);
    const off = await booked();
    await db.execute(sql`update sessions set cancelled_at = now() where id = ${off.session.id}`);
    expect((await door(off.id)).words?.slice(0, 2)).toEqual([
      "Not valid",
      "The organiser has cancelled this date.",
    ]);
  });
});

describe("a code that is no ticket's", () => {
  const WRONG = ["A".repeat(26), "none", "x".repeat(3_000), "RSV1:", "%3Cb%3E", "B".repeat(26)];

  test("looks to strangers like a page that is not there, malformed or not", async () => {
    const answers = await Promise.all(WRONG.map((id) => site(`/C/${id}`)));
    // The chooser of the language names the address of its page.
    const seen = answers.map(({ status, text }) => [status, text.replaceAll(/value="\/C\/[^"]*"/g, "")]);
    expect(seen[0]?.[0]).toBe(404);
    expect(new Set(seen.map(String)).size).toBe(1);
  });

  test("is said to be not valid to a member, with the way to look the booking up", async () => {
    for (const id of WRONG) {
      const { status, text } = await site(`/C/${id}`, { cookie: stranger });
      expect([status, text.includes("Not valid")], id).toEqual([404, true]);
      expect(text).toContain("No ticket has this code.");
    }
  });

  test("is not guessed on and on, while a right one is opened whatever others have tried", async () => {
    const limited = createSite(await testContext(db, { rateLimits: true }));
    const { id } = await booked();
    const statuses = new Set<number>();
    for (let tries = 0; tries < 60; tries++)
      statuses.add((await limited(`/C/${"A".repeat(26)}`, tries % 2 ? {} : { cookie: member })).status);
    expect([...statuses]).toEqual([404, 429]);
    expect((await limited(`/C/${id}`)).status).toBe(302);
    expect((await limited(`/C/${id}`, { cookie: member })).status).toBe(200);
  });
});
