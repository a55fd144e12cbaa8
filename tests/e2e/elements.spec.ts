import { expect, type Page } from "@playwright/test";
import { bookSeats, someGuest } from "./support/booking-steps.ts";
import { test } from "./support/test.ts";

/** Puts an element on a page of ours by itself; the page's own script brings it to life. */
async function place(page: Page, markup: string): Promise<void> {
  await page.clock.install();
  await page.goto("/find");
  await page.evaluate((html) => {
    const main = document.querySelector("main");
    if (main) main.innerHTML = html;
  }, markup);
}

const headline = (page: Page) => page.locator(".ticket-stub .seats-left");

test.describe("where the stream cannot be had", () => {
  // Chromium complains of each stream that is broken on purpose.
  test.use({ allowed: [/net::ERR_FAILED.*\/live/] });

  /** Opens an event's page whose streams break, up to where the numbers are asked for instead. */
  async function openWithoutStreams(page: Page, path: string): Promise<void> {
    await page.clock.install();
    await page.route(/\/live(\?|$)/, (route) =>
      route.request().headers().accept?.includes("event-stream") ? route.abort() : route.fallback(),
    );
    const broken = () => page.waitForEvent("requestfailed", (request) => request.url().includes("/live"));
    let next = broken();
    await page.goto(path);
    for (let tries = 1; tries < 3; tries++) {
      await next;
      next = broken();
      await page.clock.runFor(5_000);
    }
    await next;
  }

  test("seats are asked for every 15 seconds", { tag: "@desktop" }, async ({
    page,
    makeEvent,
    newPerson,
  }) => {
    const { path } = await makeEvent({ seats: [12] });
    await openWithoutStreams(page, path);
    await expect(headline(page)).toHaveText("12 seats left");
    await bookSeats(await newPerson(), path, 2, someGuest());
    await page.clock.runFor(15_000);
    await expect(headline(page)).toHaveText("10 seats left");
  });

  test("where they cannot be asked for either, the page says how old its number is, and it can be had anew", {
    tag: "@desktop",
  }, async ({ page, makeEvent }) => {
    const { path } = await makeEvent({ seats: [12] });
    await page.route(/\/live(\?|$)/, (route) => route.abort());
    await openWithoutStreams(page, path);
    const stale = page.locator(".seat-stale");
    await expect(stale).toHaveCount(0);
    await page.clock.runFor(15_000);
    await expect(stale).toHaveText(
      /^We couldn’t update the seat count\. Last known: 12 left at \d\d:\d\d\. Refresh$/,
    );
    await expect(page.locator("#book")).toBeEnabled();
    await page.unrouteAll();
    await stale.getByRole("button", { name: "Refresh" }).click();
    await expect(stale).toHaveCount(0);
    await expect(headline(page)).toHaveText("12 seats left");
  });

  test("a number that the organiser keeps to themselves is not told there", { tag: "@desktop" }, async ({
    page,
    makeEvent,
  }) => {
    const { path } = await makeEvent({ seats: [12], fields: { numbersShown: "never" } });
    await page.route(/\/live(\?|$)/, (route) => route.abort());
    await openWithoutStreams(page, path);
    await page.clock.runFor(15_000);
    await expect(page.locator(".seat-stale")).toHaveText("We couldn’t update the seat count. Refresh");
  });
});

test("what is read aloud of the seats comes at most every 20 seconds, and says how it is then", {
  tag: "@desktop",
}, async ({ page, makeEvent, newPerson }) => {
  const { path } = await makeEvent({ seats: [12] });
  await page.clock.install();
  await page.goto(path);
  const said = page.locator("live-seats [data-said]");
  const live = page.locator("live-seats");
  await expect(live).toHaveAttribute("data-step", "1");
  const other = await newPerson();
  await bookSeats(other, path, 4, someGuest());
  await expect(headline(page)).toHaveText("8 seats left");
  await page.clock.runFor(10);
  await expect(said).toHaveText("8 seats left");
  await bookSeats(other, path, 4, someGuest());
  await expect(headline(page)).toHaveText("4 seats left");
  await page.clock.runFor(10_000);
  await expect(said).toHaveText("8 seats left");
  await page.clock.runFor(10_000);
  await expect(said).toHaveText("4 seats left");
});

test("an answer that everything is busy counts down in its own words and sends the form again by itself", {
  tag: "@desktop",
}, async ({ page }) => {
  await place(
    page,
    `<form action="/find"><input type="hidden" name="sent" value="1">
      <try-again data-seconds="60" data-send="">Nothing was booked in 2026. Trying again in 60 seconds.</try-again></form>`,
  );
  await page.clock.runFor(59_000);
  await expect(page.locator("try-again")).toHaveText(
    "Nothing was booked in 2026. Trying again in 1 seconds.",
  );
  await page.clock.runFor(1_000);
  await expect(page).toHaveURL(/\/find\?sent=1$/);
});

test("a stepper keeps to its limits, follows them when they change, and has the button say the number", {
  tag: "@desktop",
}, async ({ page }) => {
  await place(
    page,
    `<seat-stepper data-fewer="Fewer" data-more="More" data-cta="#go" data-one="Book {n} seat" data-many="Book {n} seats">
      <input aria-label="Seats" inputmode="numeric" min="1" max="3" value="2"></seat-stepper><button id="go">Book</button>`,
  );
  const [seats, go] = [page.getByLabel("Seats"), page.locator("#go")];
  await expect(go).toHaveText("Book 2 seats");
  const more = page.getByRole("button", { name: "More" });
  await more.click();
  await more.click({ force: true });
  await expect(seats).toHaveValue("3");
  await expect(more).toHaveAttribute("aria-disabled", "true");
  await seats.evaluate((input: HTMLInputElement) => input.setAttribute("max", "1"));
  await expect(seats).toHaveValue("1");
  await expect(go).toHaveText("Book 1 seat");
  await seats.fill("7");
  await seats.blur();
  await expect(seats).toHaveValue("1");
  // What a script cannot read is for the server.
  await seats.fill("٢ seats");
  await seats.blur();
  await expect(seats).toHaveValue("٢ seats");
});

test("a page comes back as it was left, and is loaded anew where its form has led on", {
  tag: "@desktop",
}, async ({ page }) => {
  const comeBack = () =>
    page.evaluate(() => void dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await place(
    page,
    '<form-guard><form method="post" action="/find"><button>Send</button></form></form-guard>',
  );
  const send = page.getByRole("button", { name: "Send", exact: true });
  await comeBack();
  await expect(send).toBeVisible();
  // The answer leaves the page where it is, as if the browser had kept it.
  await page.route("/find", (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 204 }) : route.continue(),
  );
  await send.click();
  await comeBack();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(send).toHaveCount(0);
});

test("a countdown goes by the server's clock, warns two minutes before the end, and then has the server asked", {
  tag: "@desktop",
}, async ({ page }) => {
  // The server's clock is years away from this browser's.
  await place(
    page,
    `<form action="/find"><hold-countdown data-now="1000000" data-until="1122000" data-warning="Two minutes left">
      <b class="hold-timer"></b><span data-said=""></span><button data-look="" name="sent" value="1">Look</button>
      </hold-countdown></form>`,
  );
  const [timer, said] = [page.locator(".hold-timer"), page.locator("[data-said]")];
  await expect(timer).toHaveText(/^2:0[012]$/);
  await expect(page.locator("hold-countdown")).not.toHaveAttribute("data-state");
  await page.clock.runFor(60_000);
  await expect(timer).toHaveText(/^1:0[012]$/);
  await expect(said).toHaveText("Two minutes left");
  await page.clock.runFor(64_000);
  await expect(page).toHaveURL(/\/find\?sent=1$/);
});

test("a countdown that is over asks again ever more rarely where nothing comes of it", {
  tag: "@desktop",
}, async ({ page }) => {
  await place(
    page,
    `<form><hold-countdown data-now="0" data-until="1000"><button data-look="">Look</button></hold-countdown></form>`,
  );
  const sent = await page.evaluateHandle(() => {
    const times: number[] = [];
    document.querySelector("main form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      times.push(Date.now());
    });
    return times;
  });
  await page.clock.runFor(120_000);
  const times = await sent.jsonValue();
  expect(times.length).toBeGreaterThanOrEqual(4);
  expect(times.length).toBeLessThanOrEqual(7);
  const last = times.at(-1) ?? 0;
  expect(last - (times.at(-2) ?? 0)).toBeGreaterThan(10_000);
});

test("the visitor's own time is said where it differs, with the date where that is another", {
  tag: "@desktop",
}, async ({ page }) => {
  const words = `data-words="{time} your time ({place})"`;
  await place(
    page,
    `<your-time id="other" data-start="2026-03-14T22:30:00Z" data-end="2026-03-15T00:30:00Z"
      data-zone="Europe/London" ${words}></your-time>
    <your-time id="next" data-start="2026-03-14T23:30:00Z" data-zone="Europe/London" ${words}></your-time>
    <your-time id="day" data-start="2026-03-14T18:00:00Z" data-end="2026-03-14T19:30:00Z"
      data-zone="Europe/London" ${words}></your-time>
    <your-time id="same" data-start="2026-03-14T10:00:00Z" data-zone="Europe/Paris" ${words}></your-time>`,
  );
  const night = "23:30 – Sun 15 March, 01:30 your time (Berlin)";
  await expect(page.locator("#other")).toHaveText(night);
  await expect(page.locator("#next")).toHaveText("Sun 15 March, 00:30 your time (Berlin)");
  await expect(page.locator("#day")).toHaveText("19:00–20:30 your time (Berlin)");
  // No room is kept for what is not said.
  await expect(page.locator("#same")).toHaveText("");
  expect((await page.locator("#same").boundingBox())?.height ?? 0).toBe(0);
  await page.locator("#day").evaluate((element) => {
    document.documentElement.lang = "en-US";
    element.replaceWith(element.cloneNode());
  });
  await expect(page.locator("#day")).toHaveText("7:00–8:30 PM your time (Berlin)");
});

test("a copied text says so for two seconds, and being offline is said and puts the button out of use", {
  tag: "@desktop",
}, async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await place(
    page,
    `<copy-text data-text="K7F2-QM4X" data-done="Copied"><button type="button">Copy</button></copy-text>
    <offline-bar data-words="You’re offline. What you’ve typed is still here."></offline-bar>
    <form method="post"><button class="button-primary">Confirm booking</button></form>`,
  );
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.locator("copy-text button")).toHaveText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("K7F2-QM4X");
  await page.clock.runFor(2_000);
  await expect(page.locator("copy-text button")).toHaveText("Copy");

  const [bar, confirm] = [page.locator("offline-bar"), page.getByRole("button", { name: "Confirm booking" })];
  await context.setOffline(true);
  await expect(bar).toHaveText("You’re offline. What you’ve typed is still here.");
  await expect(confirm).toHaveAttribute("aria-disabled", "true");
  await expect(confirm).toHaveAccessibleDescription("You’re offline. What you’ve typed is still here.");
  await context.setOffline(false);
  await expect(bar).toHaveText("");
  await expect(confirm).not.toHaveAttribute("aria-disabled");
});
