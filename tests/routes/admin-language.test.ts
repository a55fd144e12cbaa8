import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { renewSetUpToken } from "#app/auth/set-up.server.ts";
import type { Locale } from "#app/platform/locales.ts";
import { users } from "#db/schema/index.ts";
import { bookAsGuest } from "#tests/support/booking-flow.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { signedIn } from "#tests/support/members.ts";
import { testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const context = await testContext(db);
const site = createSite(context);

const HOUR_MS = 60 * 60 * 1_000;
const BASE = "/admin/o/studio";

const token = await renewSetUpToken(db);
const owner = { organization: "Studio", name: "Olu", email: "olu@example.org", password: "lantern-otter-93" };
const languages = "de-AT,de;q=0.9,en;q=0.5";
const setUp = await site(`/setup?token=${token}`, { form: new URLSearchParams(owner), languages });
const cookie = setUp.cookie ?? "";

const ctx = await makeOrganization(db, "Workshop");
const other = await signedIn(context, ctx.organizationId, "viewer");
const made = await makeEvent(ctx, {
  title: "Taller de velas",
  locale: "es",
  capacity: 12_000,
  inHours: (Date.parse("2030-12-07T18:30:00Z") - Date.now()) / HOUR_MS,
});
await bookAsGuest(ctx, made, { seats: 2 });

/** Somebody's pages in the language of their choice; the browser prefers another one. */
const read = async (address: string, visitor: string) =>
  (await site(address, { cookie: visitor, languages: "fr,es;q=0.5" })).text;

const choose = (locale: string, visitor: string, base = "/admin/o/workshop") =>
  site(`${base}/settings/language`, { cookie: visitor, form: new URLSearchParams({ locale }) });

const titleOf = (html: string) => /<title>(.*?)<\/title>/.exec(html)?.[1];
const languageOf = (html: string) => /<html lang="([^"]*)"/.exec(html)?.[1];
/** What stands in the cells of a page's tables and in its other elements, without markup. */
const wordsOf = (html: string) =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, "")
    .replaceAll(/<[^>]*>/g, "|")
    .replaceAll(/\|+/g, "|");

test("a new owner begins with the language that their browser asked for when they set up, whatever it asks for later", async () => {
  expect(setUp.status).toBe(303);
  const [stored] = await db.select({ locale: users.locale }).from(users).where(eq(users.name, "Olu"));
  expect(stored).toEqual({ locale: "de" });
  const html = await read(BASE, cookie);
  expect([languageOf(html), titleOf(html)]).toEqual(["de", "Veranstaltungen · Reservo"]);
});

const WRITTEN: Record<
  Exclude<Locale, "en-AU">,
  { title: string; row: string; date: string; time: string }
> = {
  en: { title: "Events", row: "Sat 7 Dec, 18:30", date: "Saturday 7 December 2030", time: "18:30–20:30" },
  "en-US": {
    title: "Events",
    row: "Sat, Dec 7, 6:30 PM",
    date: "Saturday, December 7, 2030",
    time: "6:30–8:30 PM",
  },
  de: {
    title: "Veranstaltungen",
    row: "Sa., 7. Dez., 18:30",
    date: "Samstag, 7. Dezember 2030",
    time: "18:30–20:30",
  },
  fr: {
    title: "Événements",
    row: "Sam. 7 déc., 18:30",
    date: "Samedi 7 décembre 2030",
    time: "18:30–20:30",
  },
  es: {
    title: "Eventos",
    row: "Sáb 7 dic, 18:30",
    date: "Sábado 7 de diciembre de 2030",
    time: "18:30–20:30",
  },
};
const CAPACITY: Record<string, string> = {
  en: "2 / 12,000",
  "en-US": "2 / 12,000",
  de: "2 / 12.000",
  fr: "2 / 12\u202f000",
  es: "2 / 12.000",
};

test.each(Object.keys(WRITTEN) as (keyof typeof WRITTEN)[])(
  "words, dates and numbers of a Spanish event are written as the member's %s writes them",
  async (locale) => {
    const { title, row, date, time } = WRITTEN[locale];
    expect((await choose(locale, other)).status).toBe(303);
    const list = await read("/admin/o/workshop", other);
    expect([languageOf(list), titleOf(list)]).toEqual([locale, `${title} · Reservo`]);
    expect(wordsOf(list)).toContain(`|${row}|${CAPACITY[locale]}|`);
    const overview = wordsOf(await read(`/admin/o/workshop/events/${made.event.id}`, other));
    for (const part of [date, time, CAPACITY[locale]]) expect(overview).toContain(`|${part}|`);
  },
);

test("what forms complain of is in the member's language", async () => {
  const { status, text } = await site(`${BASE}/events/new`, {
    cookie,
    languages: "en",
    form: new URLSearchParams({ title: "" }),
  });
  expect(status).toBe(422);
  expect(wordsOf(text)).toContain("|Geben Sie einen Titel ein.|");
  expect(titleOf(text)).toBe("Neue Veranstaltung · Reservo");
});

test("where nothing is chosen the browser decides, and a language that there is not is refused and changes nothing", async () => {
  expect((await choose("de", other)).status).toBe(303);
  const refused = await choose("it", other);
  expect(refused.status).toBe(422);
  expect(wordsOf(refused.text)).toContain("|Wählen Sie etwas aus der Liste.|");
  expect(languageOf(await read("/admin/o/workshop", other))).toBe("de");
  const saved = await choose("", other);
  expect([saved.status, saved.location]).toEqual([303, "/admin/o/workshop/settings/language?saved=1"]);
  expect(languageOf(await read("/admin/o/workshop", other))).toBe("fr");
  expect(languageOf(await read(BASE, cookie))).toBe("de");
});

test("pages that cannot be shown are in the member's language too, wherever they fail", async () => {
  expect((await choose("de", other)).status).toBe(303);
  for (const [address, title] of [
    ["/admin/o/workshop/nothing", "Seite nicht gefunden · Reservo"],
    ["/admin/o/studio", "Seite nicht gefunden · Reservo"],
    ["/admin/o/workshop/developers/keys", "Sie haben keinen Zugriff · Reservo"],
    ["/admin/o/workshop/settings", "Sie haben keinen Zugriff · Reservo"],
  ] as const) {
    const html = await read(address, other);
    expect([address, languageOf(html), titleOf(html)]).toEqual([address, "de", title]);
  }
});

test("sign-in, and the page that signs in again, are in the browser's language", async () => {
  const signIn = await site("/sign-in", { languages: "es" });
  expect([languageOf(signIn.text), signIn.status]).toEqual(["es", 200]);
  const form = new URLSearchParams({ name: "Till", scopes: "read", lifetime: "90" });
  const again = await site(`${BASE}/developers/keys/new`, { form, languages: "es" });
  expect(again.status).toBe(401);
  expect([languageOf(again.text), titleOf(again.text)]).toEqual(["es", "Volver a iniciar sesión · Reservo"]);
});
