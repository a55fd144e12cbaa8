import { expect } from "@playwright/test";
import { chooseSeats, confirmButton, expectBooked, someGuest, typeDetails } from "./support/booking-steps.ts";
import { test } from "./support/test.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("who enters the code of a private event books it, and a shared link opens it without typing", {
      tag: "@desktop",
    }, async ({ page, makeEvent, newPerson }) => {
      const fields = { visibility: "private", accessCode: "Harvest 27" };
      const { path, title } = await makeEvent({ fields });
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("This event is private");
      await expect(page.getByText(title)).toHaveCount(0);
      const code = page.getByLabel("Access code");
      await code.fill("harvest 28");
      await page.getByRole("button", { name: "Open the event" }).click();
      await expect(page.getByRole("alert")).toContainText("That isn’t the code of this event.");
      if (javaScriptEnabled) await expect(page.getByRole("alert")).toBeFocused();
      await expect(code).toHaveValue("harvest 28");
      await code.fill("HARVEST-27");
      await code.press("Enter");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      await chooseSeats(page, path, 2);
      await typeDetails(page, someGuest());
      await confirmButton(page).click();
      await expectBooked(page);

      const friend = await newPerson();
      await friend.goto(`${path}?code=harvest27`);
      await expect(friend.getByRole("heading", { level: 1 })).toHaveText(title);
      await expect(friend).toHaveURL(path);
      await expect(friend.locator(".ticket-stub .seats-left")).toHaveText("10 seats left");
    });
  });
}

test("choosing Private shows the field of the code with a code in it", { tag: "@desktop" }, async ({
  page,
  makeEvent,
  organiser,
}) => {
  const { adminPath } = await makeEvent();
  await page.context().addCookies((await organiser.storageState()).cookies);
  await page.goto(`${adminPath}/edit`);
  const code = page.getByLabel("Access code");
  await expect(code).toBeHidden();
  await page.getByLabel("Who can find it").selectOption("private");
  await expect(code).toHaveValue(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  const suggested = await code.inputValue();
  await page.getByRole("button", { name: "Save", exact: false }).last().click();
  await expect(page.locator(".secret-value").first()).toHaveText(suggested);
});
