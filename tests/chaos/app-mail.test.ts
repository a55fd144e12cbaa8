import { sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { makeOrganization } from "#tests/support/ctx.ts";
import { makeEvent } from "#tests/support/events.ts";
import { openBookingForm, sendBookingForm } from "#tests/support/guests.ts";
import { type SmtpReceiver, startSmtpReceiver } from "#tests/support/smtp.ts";
import { beside, streetOfEachTest } from "./app-shop.ts";

const street = streetOfEachTest();
const receivers: SmtpReceiver[] = [];

afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

const mailTo = (receiver: SmtpReceiver) => ({
  env: { SMTP_URL: receiver.url, MAIL_FROM: "tests@reservo.example" },
});

test("an app that is killed between booking and sending has lost no mail: the next one sends each, once", async () => {
  const gone = await startSmtpReceiver();
  await gone.close();
  const app = await street.start(mailTo(gone));
  const slug = await beside(app, async ({ db }) => {
    const made = await makeEvent(await makeOrganization(db), { capacity: 100 });
    return made.event.slug;
  });
  const form = await openBookingForm(app.url, slug);
  const guests = Array.from({ length: 12 }, (_, index) => `guest${index}@example.org`);
  const answers = await Promise.all(guests.map((email) => sendBookingForm(form, email)));
  expect(answers.map((each) => each.status)).toEqual(guests.map(() => 303));
  await app.stop("SIGKILL");

  const receiver = await startSmtpReceiver();
  receivers.push(receiver);
  const next = await street.start(mailTo(receiver));
  // What the dead one had taken is due again when its lease of a minute ends: that minute goes by here.
  await beside(next, ({ db }) => db.execute(sql`update mails set due_at = due_at - interval '60 seconds'`));
  for (const email of guests) await receiver.waitForMail(({ to }) => to.includes(email), 30_000);
  expect(receiver.messages.map((each) => each.to[0]).sort()).toEqual([...guests].sort());
  for (const { subject } of receiver.messages) expect(subject).toMatch(/^Booked: Test evening/);
});
