import { expect, test } from "vitest";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const site = createSite(await testContext(db));
const ctx = await makeOrganization(db);

test.each(["/e", "/embed"])(
  "a page of %s has fields for no more guests than one booking may have, however many seats are typed",
  async (surface) => {
    const { event, session } = await makeEvent(ctx, { guestNames: "required", maxPerBooking: 4 });
    const path = `${surface}/${event.slug}/book?session=${session.id}`;
    const formToken = /name="formToken" value="([^"]*)"/.exec((await site(path)).text)?.[1] ?? "";
    const typed = { formToken, session: session.id, name: "Ada", email: "" };
    for (const seats of ["5", "999", "200000", "99999999999", "-3"]) {
      for (const answer of [
        await site(`${path}&seats=${seats}`),
        await site(`${path}&send=1`, { form: new URLSearchParams({ ...typed, seats }) }),
      ]) {
        const guests = answer.text.match(/<input[^>]*name="guest-\d+"/g) ?? [];
        expect([seats, answer.failures, guests.length <= 3]).toEqual([seats, [], true]);
        expect([200, 422]).toContain(answer.status);
      }
    }
  },
);
