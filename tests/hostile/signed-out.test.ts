import { expect, test } from "vitest";
import { testDatabase } from "#tests/support/database.ts";
import { testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";
import { formsOf } from "./controls.ts";
import { makeFixture } from "./entry-point.ts";
import { startMailSender } from "./mail-sender.ts";
import { VALUES } from "./values.ts";

const { db } = await testDatabase();
const context = await testContext(db);
const site = createSite(context);
const fixture = await makeFixture({ context, site, mailSender: await startMailSender(db) }, "Signed out");

/** So many values in a form, each in a field of its own. */
const AT_ONCE = 20;

test("a form that is sent while signed out is kept as it was typed, whatever was typed", async () => {
  const lost: string[] = [];
  for (let from = 0; from < VALUES.length; from += AT_ONCE) {
    const sent = VALUES.slice(from, from + AT_ONCE);
    const form = new URLSearchParams(sent.map(({ text }, at) => [`field${at}`, text.toWellFormed()]));
    const answer = await site(`${fixture.admin}/events/new`, { form });
    expect([answer.status, answer.failures]).toEqual([401, []]);
    const kept = formsOf(answer.text).flatMap(({ controls }) => [...controls.values()]);
    for (const [at, { name, text }] of sent.entries()) {
      const control = kept.find((each) => each.name === `field${at}`);
      if (control?.values[0] !== text.toWellFormed()) lost.push(`${name}: ${control?.values[0]}`);
    }
  }
  expect(lost).toEqual([]);
});
