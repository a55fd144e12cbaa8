import { expect, type Page } from "@playwright/test";
import { signedInTest as test } from "./support/test.ts";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const title = (page: Page) => page.getByLabel("Title", { exact: true });
const places = (page: Page) => page.getByLabel("Seats", { exact: true });

test.describe("changes of an event that are not saved @desktop", () => {
  test("are asked about before the page is left, stay where they are, and are gone when they are left on purpose", async ({
    page,
    makeEvent,
  }) => {
    const event = await makeEvent();
    await page.goto(`${event.adminPath}/edit`);
    const events = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Events" });
    await title(page).fill("Changed my mind");
    await events.click();
    const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
    await expect(dialog.getByRole("button", { name: "Stay" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(title(page)).toHaveValue("Changed my mind");
    await page.getByRole("link", { name: "Cancel", exact: true }).click();
    await dialog.getByRole("button", { name: "Leave" }).click();
    await expect(heading(page)).toHaveText(event.title);
    await page.goto(`${event.adminPath}/edit`);
    await expect(title(page)).not.toHaveValue("Changed my mind");
    await expect(page.getByText("Some changes weren’t saved")).toHaveCount(0);
    // What was looked at and not touched is left without a question.
    await events.click();
    await expect(heading(page)).toHaveText("Events");
  });

  test("come back after the tab ended, with the rows that were added, and are saved", async ({
    page,
    makeEvent,
  }) => {
    const event = await makeEvent();
    await page.goto(`${event.adminPath}/edit`);
    await page.getByRole("button", { name: "Add another date" }).click();
    await expect(places(page)).toHaveCount(2);
    await title(page).fill("Kept in the browser");
    await places(page).last().fill("7");
    page.on("dialog", (question) => question.accept());
    await page.reload();
    await expect(page.getByText("Some changes weren’t saved")).toBeVisible();
    await expect(places(page)).toHaveCount(1);
    await page.getByRole("button", { name: "Restore" }).click();
    await expect(title(page)).toHaveValue("Kept in the browser");
    await expect(places(page)).toHaveCount(2);
    await expect(places(page).last()).toHaveValue("7");
    await page.getByLabel("Starts", { exact: true }).last().fill("2031-05-04T10:00");
    await page.getByLabel("Ends", { exact: true }).last().fill("2031-05-04T11:00");
    await page.locator("form.event-form").getByRole("button", { name: "Save" }).last().click();
    await expect(heading(page)).toHaveText("Kept in the browser");
    await page.goto(`${event.adminPath}/edit`);
    await expect(title(page)).toHaveValue("Kept in the browser");
    await expect(page.getByText("Some changes weren’t saved")).toHaveCount(0);
  });

  test.describe("where the network fails", () => {
    test.use({ allowed: [/ERR_INTERNET_DISCONNECTED|Failed to fetch/] });

    test("come back after a save that did not arrive", async ({ page, makeEvent }) => {
      const event = await makeEvent();
      await page.goto(`${event.adminPath}/edit`);
      await title(page).fill("Sent without a network");
      await page.context().setOffline(true);
      await page.locator("form.event-form").getByRole("button", { name: "Save" }).last().click();
      await expect(title(page)).toHaveCount(0);
      await page.context().setOffline(false);
      await page.goto(`${event.adminPath}/edit`);
      await page.getByRole("button", { name: "Restore" }).click();
      await expect(title(page)).toHaveValue("Sent without a network");
    });
  });
});
