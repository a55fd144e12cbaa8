import nodemailer from "nodemailer";
import { expect, onTestFinished, test } from "vitest";
import { startSmtpReceiver } from "./smtp.ts";

async function receiverAndSender() {
  const receiver = await startSmtpReceiver();
  const sender = nodemailer.createTransport(receiver.url);
  onTestFinished(async () => {
    sender.close();
    await receiver.close();
  });
  return { receiver, sender };
}

const long =
  "Wir haben für Sie gebucht: ein Platz im Töpferkurs mit Überlänge, am Samstag, in Łódź — bis dann! 🎟️";

test("a mail arrives with its words, its links and its attachment as they were sent", async () => {
  const { receiver, sender } = await receiverAndSender();
  await sender.sendMail({
    from: "Reservo <no-reply@example.org>",
    to: "zoë@example.org",
    subject: long,
    text: `${long}\n\nCancel: https://example.org/b/abc?x=1&y=2.\n= end =`,
    html: `<p>${long}</p><a href="https://example.org/b/abc?x=1&amp;y=2">Cancel</a><a href="https://example.org/other">o</a>`,
    attachments: [{ filename: "booking.ics", contentType: "text/calendar", content: "BEGIN:VCALENDAR\r\n" }],
  });

  const mail = await receiver.waitForMail((one) => one.subject === long);
  expect(mail.to).toEqual(["zoë@example.org"]);
  expect(mail.from).toContain("no-reply@example.org");
  expect(mail.text.trimEnd()).toBe(`${long}\n\nCancel: https://example.org/b/abc?x=1&y=2.\n= end =`);
  expect(mail.html).toContain(`<p>${long}</p>`);
  expect(mail.links).toEqual(["https://example.org/b/abc?x=1&y=2", "https://example.org/other"]);
  expect(mail.attachments.map((part) => [part.filename, part.content.toString()])).toEqual([
    ["booking.ics", "BEGIN:VCALENDAR\r\n"],
  ]);
});

test("waiting returns a mail that arrives meanwhile, and a failure lists the mails that arrived", async () => {
  const { receiver, sender } = await receiverAndSender();
  const waiting = receiver.waitForMail((mail) => mail.subject === "Second");
  await sender.sendMail({ from: "a@example.org", to: "b@example.org", subject: "First", text: "one" });
  await sender.sendMail({ from: "a@example.org", to: "b@example.org", subject: "Second", text: "two" });
  expect((await waiting).text.trim()).toBe("two");
  await expect(receiver.waitForMail((mail) => mail.subject === "Third", 20)).rejects.toThrow(
    'no such mail within 20 ms; received: "First" to b@example.org; "Second" to b@example.org',
  );
});
