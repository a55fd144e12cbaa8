import { expect, test } from "vitest";
import { bookAsGuest } from "#tests/support/booking-flow.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const context = await testContext(db);
const ctx = await makeOrganization(db);
const site = createSite(context);
const asked = { hint: "", options: ["Rye", "Wheat"], required: true };
const made = await makeEvent(ctx, {
  place: "The Old Bakery, 4 Mill Lane",
  maxPerBooking: 4,
  questions: [{ ...asked, type: "choice", per: "person", label: "Which bread?" }],
});

/** What a page says where nobody sees it, such as the names of its groups; without markup inside. */
const legendsOf = (html: string) =>
  [...html.matchAll(/<legend class="field-label">(.*?)<\/legend>/g)].map(([, legend = ""]) =>
    legend.replaceAll("<!-- -->", "").replace(/<[^>]*>/g, ""),
  );

const titleOf = (html: string) => /<title>(.*?)<\/title>/.exec(html)?.[1];

test("a question that several people are asked names the person in the name of its group", async () => {
  const several = (await site(`/e/${made.event.slug}/book?session=${made.session.id}&seats=3`)).text;
  expect(legendsOf(several)).toEqual([
    "Which bread? (You)",
    "Which bread? (Guest 2)",
    "Which bread? (Guest 3)",
  ]);
  const one = (await site(`/e/${made.event.slug}/book?session=${made.session.id}&seats=1`)).text;
  expect(legendsOf(one)).toEqual(["Which bread?"]);
  const { reference, token } = await bookAsGuest(ctx, made, { seats: 2 });
  const { text } = await site(`/b/${reference}/manage?t=${token}`);
  expect(legendsOf(text)).toEqual(["Which bread? (You)", "Which bread? (Guest 2)"]);
  for (const person of ["You", "Guest 2"]) {
    expect(text).toContain(`<fieldset class="person-fields" aria-label="${person}">`);
  }
  expect(text).toMatch(/release their seat<span class="sr-only"> \(Guest 2\)<\/span>/);
});

test("a link to a map says of what, and the button beside the panel that is called Change says what it changes", async () => {
  const { text } = await site(`/e/${made.event.slug}`);
  expect(text).toMatch(/<a [^>]*aria-label="Map of The Old Bakery, 4 Mill Lane"[^>]*>Map<\/a>/);
  const formToken = /name="formToken" value="([^"]*)"/.exec(text)?.[1] ?? "";
  const form = new URLSearchParams({ formToken, session: made.session.id, seats: "2" });
  const { location = "" } = await site(`/e/${made.event.slug}?send=1`, { form });
  const details = (await site(location)).text;
  expect(details).toContain('<summary class="link">Change</summary>');
  expect(details).not.toMatch(/<button[^>]*>Change<\/button>/);
});

test("the title of a page begins with what was just done, which is all that is read out of a page that has loaded", async () => {
  const { reference, token } = await bookAsGuest(ctx, made, { seats: 2 });
  const manage = (done: string) => site(`/b/${reference}/manage?t=${token}${done}`);
  const title = "Manage your booking · Test evening";
  expect(titleOf((await manage("")).text)).toBe(title);
  expect(titleOf((await manage("&done=seats")).text)).toBe(`Your booking is now for 2 seats. · ${title}`);
  expect(titleOf((await manage("&done=people")).text)).toBe(`Changes saved. · ${title}`);
  expect(titleOf((await manage("&done=move")).text)).toMatch(/^Your booking is now for \w+day .* · Manage/);
  expect(titleOf((await manage("&done=made-up")).text)).toBe(title);
  const confirmation = (await site(`/b/${reference}?t=${token}&done=corrected`)).text;
  expect(titleOf(confirmation)).toMatch(/^[^·]+new address[^·]* · You’re booked · Test evening$/);
});
