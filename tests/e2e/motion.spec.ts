import { expect, type Page } from "@playwright/test";
import { bookSeats, chooseSeats, someGuest } from "./support/booking-steps.ts";
import { test } from "./support/test.ts";

/** Counts the pages that were revealed by a transition from the one before. */
async function watchTransitions(page: Page): Promise<() => number> {
  let transitions = 0;
  await page.exposeFunction("noteTransition", () => transitions++);
  await page.addInitScript(() => {
    addEventListener("pagereveal", (event) => {
      if (event.viewTransition) (window as unknown as { noteTransition(): void }).noteTransition();
    });
  });
  return () => transitions;
}

test("who wants less motion sees none", async ({ page, makeEvent }) => {
  const transitions = await watchTransitions(page);
  await bookSeats(page, (await makeEvent()).path, 2, someGuest());
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  expect(transitions()).toBe(0);
});

test.describe("with motion", () => {
  test.use({ reducedMotion: "no-preference" });

  test("one page of the booking turns into the next", async ({ page, makeEvent }) => {
    const transitions = await watchTransitions(page);
    await chooseSeats(page, (await makeEvent()).path, 2);
    await expect.poll(transitions).toBe(1);
  });

  test("the ticket of a list turns into the head of its page", async ({ page, makeEvent }) => {
    const event = await makeEvent();
    await page.addInitScript(() => {
      addEventListener("pagereveal", (reveal) => {
        void reveal.viewTransition?.ready.then(() => {
          const names = document.getAnimations().map((each) => (each.effect as KeyframeEffect).pseudoElement);
          document.documentElement.dataset.transition = names.join(" ");
        });
      });
    });
    await page.goto(`/o/northside-makers?q=${encodeURIComponent(event.title)}`);
    await page.getByRole("link", { name: event.title }).click();
    await expect(page.locator("html")).toHaveAttribute(
      "data-transition",
      new RegExp(`::view-transition-group\\(event-${event.id}\\)`),
    );
  });
});
