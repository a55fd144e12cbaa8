import { expect, type Page } from "@playwright/test";
import { expectAccessibleAtEverySize } from "./support/axe.ts";
import {
  bookSeats,
  chooseSeats,
  confirmButton,
  expectBooked,
  expectSeats,
  someGuest,
  typeDetails,
} from "./support/booking-steps.ts";
import { test } from "./support/test.ts";

test("Confirm pressed twice sends the form once, says that it is under way and keeps the focus", {
  tag: "@desktop",
}, async ({ page, makeEvent }) => {
  const { path } = await makeEvent();
  await chooseSeats(page, path, 1);
  await typeDetails(page, someGuest());
  const presses = await watchPresses(page);
  const posts = countPosts(page);
  const release = await holdPosts(page);
  await confirmButton(page).dblclick({ noWaitAfter: true });
  release();
  await expectBooked(page);
  expect(presses).toEqual([
    { words: "Confirming…", hasFocus: true },
    { words: "Confirming…", hasFocus: true },
  ]);
  expect(posts()).toBe(1);
  await expectSeats(page, path, "11 seats left");
});

test("going back from the confirmation leads to it again, and the address of the hold books no others", {
  tag: "@desktop",
}, async ({ page, makeEvent, newPerson }) => {
  const { path } = await makeEvent();
  await chooseSeats(page, path, 2);
  const details = page.url();
  const tab = await newPerson();
  await tab.goto(details);
  await typeDetails(page, someGuest());
  await confirmButton(page).click();
  const reference = await expectBooked(page);
  await page.goBack();
  expect(await expectBooked(page)).toBe(reference);
  // A form that was open meanwhile.
  await typeDetails(tab, someGuest("Tom Ahern"));
  await confirmButton(tab).click();
  await expect(tab.getByText("You’ve already booked 2 seats.")).toBeVisible();
  await expectSeats(page, path, "10 seats left");
});

test("the confirmation can be loaded again and changes nothing", { tag: "@desktop" }, async ({
  page,
  makeEvent,
}) => {
  const { path } = await makeEvent();
  const reference = await bookSeats(page, path, 2, someGuest());
  const posts = countPosts(page);
  await page.reload();
  expect(await expectBooked(page)).toBe(reference);
  expect(posts()).toBe(0);
  await expectSeats(page, path, "10 seats left");
});

test("a form that arrives twice at the same time makes one booking", { tag: "@desktop" }, async ({
  page,
  makeEvent,
}) => {
  const { path } = await makeEvent();
  await chooseSeats(page, path, 1);
  await typeDetails(page, someGuest());
  const fields = await page
    .locator("form#booking")
    .evaluate((form) =>
      [...new FormData(form as HTMLFormElement)].map(([name, value]) => [name, String(value)]),
    );
  const address = (await page.locator("form#booking").getAttribute("action")) ?? "";
  const send = () =>
    page.request.post(address, {
      form: Object.fromEntries(fields),
      headers: { Origin: new URL(page.url()).origin },
      maxRedirects: 0,
    });
  const [first, second] = await Promise.all([send(), send()]);
  expect(first.status()).toBe(303);
  expect(second.headers().location).toBe(first.headers().location);
  await expectSeats(page, path, "11 seats left");
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a second tab is asked before it books more, and a third one says so from the start", {
      tag: "@desktop",
    }, async ({ page, makeEvent }) => {
      const { path } = await makeEvent();
      await chooseSeats(page, path, 2);
      const second = await page.context().newPage();
      await chooseSeats(second, path, 3);
      await typeDetails(page, someGuest());
      await confirmButton(page).click();
      const reference = await expectBooked(page);

      await typeDetails(second, someGuest("Tom Ahern"));
      await confirmButton(second).click();
      const question = second.getByRole("alert");
      await expect(question).toContainText("You booked 2 seats here a moment ago. Book 3 more seats?");
      if (javaScriptEnabled) await expect(question).toBeFocused();
      await expect(second.getByLabel("Name", { exact: true })).toHaveValue("Tom Ahern");
      if (javaScriptEnabled) await expectAccessibleAtEverySize(second);

      const third = await page.context().newPage();
      await chooseSeats(third, path, 1);
      await expect(third.getByText("You booked 2 seats here a moment ago.")).toBeVisible();
      await expect(third.getByRole("button", { name: "Book 1 more seat" })).toBeVisible();
      await third.getByRole("link", { name: "See that booking" }).click();
      expect(await expectBooked(third)).toBe(reference);

      await second.getByRole("button", { name: "Book 3 more seats" }).click();
      expect(await expectBooked(second)).not.toBe(reference);
      await expectSeats(page, path, "7 seats left");
    });
  });
}

/** Counts the forms that the page sends from now on. */
function countPosts(page: Page): () => number {
  let posts = 0;
  page.on("request", (request) => {
    if (request.method() === "POST") posts++;
  });
  return () => posts;
}

interface Press {
  words: string | null;
  hasFocus: boolean;
}

/** What becomes of each press of a button that sends a form, told by the page itself. */
async function watchPresses(page: Page): Promise<Press[]> {
  const presses: Press[] = [];
  await page.exposeFunction("notePress", (press: Press) => void presses.push(press));
  await page.evaluate(() => {
    const { notePress } = window as unknown as { notePress(press: Press): void };
    addEventListener("submit", ({ submitter }) =>
      notePress({
        words: submitter?.textContent ?? null,
        hasFocus: submitter === document.activeElement,
      }),
    );
  });
  return presses;
}

/** Keeps forms from leaving until the answered function is called. */
async function holdPosts(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/book?*", async (route) => {
    await released;
    await route.continue();
  });
  return release;
}
