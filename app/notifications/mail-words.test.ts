import { describe, expect, test } from "vitest";
import { locales } from "#app/platform/locales.ts";
import { sampleBooking } from "#tests/support/sample-booking.ts";
import { bookingMail, listMail, type MailParts } from "./mail-words.tsx";

const parts = (more: Partial<MailParts> = {}): MailParts => ({
  booking: sampleBooking({ message: "Bring an apron." }),
  tickets: [{ id: "A".repeat(26), position: 0, name: "Ada Guest" }],
  cause: "guest",
  origin: "https://book.example.org",
  token: "token-of-the-link",
  now: new Date("2026-03-01T12:00:00Z"),
  ...more,
});

const FIRST: Record<string, [booked: string, changed: string, cancelled: string]> = {
  en: ["Booked: Wheel throwing, Sat 14 Mar 10:00", "Your booking has changed", "Your booking is cancelled"],
  de: [
    "Gebucht: Wheel throwing, Sa., 14. März 10:00",
    "Ihre Buchung hat sich geändert",
    "Ihre Buchung ist storniert",
  ],
  fr: [
    "Réservé\u202f: Wheel throwing, sam. 14 mars 10:00",
    "Votre réservation a changé",
    "Votre réservation est annulée",
  ],
  es: ["Reservado: Wheel throwing, sáb 14 mar 10:00", "Su reserva ha cambiado", "Su reserva está cancelada"],
};

describe("mails about a booking", () => {
  test.each(locales)("are in %s in subject, text and HTML", async (locale) => {
    const booking = sampleBooking({ locale, message: "Bring an apron." });
    const [booked, changed, cancelled] = FIRST[locale] ?? ["", "", ""];
    const confirmation = await bookingMail("confirmed", parts({ booking }));
    expect(confirmation.subject).toBe(booked);
    expect(confirmation.html).toContain(`lang="${locale}"`);
    const change = await bookingMail("changed", parts({ booking }));
    expect(change.text.split("\n")[0]).toBe(changed);
    const goodbye = await bookingMail("cancelled", parts({ booking, tickets: [] }));
    expect(goodbye.text.split("\n")[0]).toBe(cancelled);
    for (const { text, html } of [confirmation, change, goodbye]) {
      expect(text).toContain("K7F2-QM4X");
      expect(html).toContain("K7F2-QM4X");
      expect(`${text}${html}`).not.toMatch(/letters\.|event\.seats|\{\{|undefined/);
    }
  });

  test("write times as the region of the booking does, and name the zone by its city", async () => {
    const written = async (locale: string) =>
      (await bookingMail("confirmed", parts({ booking: sampleBooking({ locale }) }))).text.replaceAll(
        "\u202f",
        " ",
      );
    const american = await written("en-US");
    expect(american).toContain("Saturday, March 14, 10:00 AM–1:00 PM");
    expect(american).toContain("London time");
    expect(await written("en")).toContain("Saturday 14 March, 10:00–13:00");
    expect(await written("fr")).toMatch(/Samedi 14 mars, 10:00–13:00[\s\S]*Heure de Londres/);
    expect(await written("de")).toContain("Ortszeit London");
  });

  test("mark no words of another script as being in the language of the mail", async () => {
    const booking = sampleBooking({ message: "الباب الخلفي" });
    booking.event.title = "ورشة الخط";
    booking.event.place = "שדרות רוטשילד 9";
    booking.organization.name = "نادي الفنون";
    const { html } = await bookingMail("confirmed", parts({ booking }));
    const marked = [...html.matchAll(/dir="auto" lang=""[^>]*>([^<]*)/g)].map(([, words]) => words);
    expect(marked).toEqual(["نادي الفنون", "ورشة الخط", "שדרות רוטשילד 9", "الباب الخلفي"]);
  });

  test("about a cancellation depend on who cancelled, and apologise for the organiser", async () => {
    const told = async (cause: MailParts["cause"]) =>
      (await bookingMail("cancelled", parts({ tickets: [], cause }))).text.split("\n");
    expect(await told("guest")).toContain("Your seats have been released. There’s nothing else to do.");
    const byOrganiser = await told("organiser");
    expect(byOrganiser).toContain("We’re sorry. You don’t need to do anything.");
    expect(byOrganiser.join()).not.toContain("released");
  });

  test.each([
    ["en", "Moved: Wheel throwing, Sat 14 Mar 10:00", "Time and place have changed", "Previously: "],
    ["de", "Verlegt: Wheel throwing, Sa., 14. März 10:00", "Zeit und Ort haben sich geändert", "Bisher: "],
    [
      "fr",
      "Déplacé\u202f: Wheel throwing, sam. 14 mars 10:00",
      "L’horaire et le lieu ont changé",
      "Avant\u202f: ",
    ],
    ["es", "Trasladado: Wheel throwing, sáb 14 mar 10:00", "El horario y el lugar han cambiado", "Antes: "],
  ] as const)("about a move say in %s what was and what is now", async (locale, subject, headline, until) => {
    const was = { startsAt: new Date("2026-03-13T20:00:00Z"), endsAt: new Date("2026-03-13T21:00:00Z") };
    const formerly = { place: "The <old> hall", times: [{ ...was, timeZone: "Europe/Berlin" }] };
    const mail = await bookingMail("moved", parts({ booking: sampleBooking({ locale }), formerly }));
    expect(mail.subject).toBe(subject);
    expect(mail.text.split("\n")[0]).toBe(headline);
    // In the zone that the event had then.
    expect(mail.text).toMatch(new RegExp(`${until}[^\n]*13[^\n]*21:00–22:00\n`));
    expect(mail.text).toContain(`${until}The <old> hall\n`);
    expect(mail.html).toContain(`${until}The &lt;old&gt; hall`);
    expect(mail.text).toContain("Unit 4, Leeds");
    expect(`${mail.text}${mail.html}`).not.toMatch(/letters\.|\{\{|undefined/);
  });

  test("a confirmation has the link to the booking, the code and the organiser's words", async () => {
    const { text, html } = await bookingMail("confirmed", parts());
    for (const words of [text, html]) {
      expect(words).toContain("https://book.example.org/b/K7F2QM4X/manage?t=token-of-the-link");
      expect(words).toContain(`https://book.example.org/t/${"A".repeat(26)}`);
      expect(words).toContain("Bring an apron.");
    }
    expect(html).toContain('src="cid:ticket-1.reservo"');
    expect(text).toContain("Please cancel by Saturday 14 March, 09:00");
  });

  test("a cancellation states who cancelled and why, and has neither a code nor a link to the booking", async () => {
    const booking = sampleBooking({ cancelReason: "The kiln is broken." });
    const byEvent = await bookingMail("cancelled", parts({ booking, tickets: [], cause: "event" }));
    expect(byEvent.text).toContain("Northside has cancelled this event, so your booking is cancelled too.");
    expect(byEvent.text).toContain("The kiln is broken.");
    const byOrganiser = await bookingMail("cancelled", parts({ booking, tickets: [], cause: "organiser" }));
    expect(byOrganiser.text).toContain("The organiser has cancelled your booking");
    expect(byOrganiser.text).not.toContain("The kiln is broken.");
    for (const { text, html } of [byEvent, byOrganiser])
      expect(text + html).not.toContain("token-of-the-link");
  });

  test("the HTML escapes markup in names and titles", async () => {
    const booking = sampleBooking({
      title: "<img src=x onerror=alert(1)>",
      name: "<b>Eve</b>",
      message: "<script>",
    });
    const { html } = await bookingMail("confirmed", parts({ booking }));
    expect(html).not.toMatch(/<img src=x|<b>Eve|<script>/);
    expect(html).toContain("&lt;b&gt;Eve&lt;/b&gt;");
  });

  test("a name that looks like a host does not become a link in mail programs", async () => {
    const { text, html } = await bookingMail(
      "confirmed",
      parts({ booking: sampleBooking({ name: "evil.com" }) }),
    );
    for (const words of [text, html]) {
      expect(words).toContain("evil.\u2060com");
      expect(words).not.toContain("evil.com");
    }
  });

  test("a right-to-left title is isolated in the subject, and a name in its line", async () => {
    const booking = sampleBooking({ title: "ערב שירה (2)", name: "محمد" });
    const { subject, text, html } = await bookingMail("confirmed", parts({ booking }));
    expect(subject).toBe("Booked: \u2068ערב שירה (2)\u2069, Sat 14 Mar 10:00");
    expect(text).toContain("\u2068محمد\u2069, 2 seats");
    expect(html).toMatch(/<h2 dir="auto"[^>]*>ערב שירה/);
  });

  test("a list has a link per booking", async () => {
    const booking = sampleBooking();
    const { text, subject } = await listMail({
      asked: booking,
      origin: "https://book.example.org",
      now: new Date("2026-03-01T12:00:00Z"),
      bookings: ["one", "two"].map((token, index) => ({
        booking: { ...booking, reference: `K7F2QM4${index + 2}` },
        token,
      })),
    });
    expect(subject).toBe("Your bookings with Northside");
    expect(text).toContain("/b/K7F2QM42/manage?t=one");
    expect(text).toContain("/b/K7F2QM43/manage?t=two");
  });
});
