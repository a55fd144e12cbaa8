import { expect } from "@playwright/test";
import { chooseSeats, confirmButton, expectBooked, someGuest, typeDetails } from "./support/booking-steps.ts";
import { test } from "./support/test.ts";

test("several lines of a description and of an answer are shown in the lines they were typed in @desktop", async ({
  page,
  makeEvent,
  organiser,
  newPerson,
}) => {
  const question = { type: "long-text", label: "Anything else?", per: "booking" };
  const fields = {
    description: "Doors at seven\nTalk at eight\n\nBring a pen",
    message: "Ring twice\nThen wait",
    ...Object.fromEntries(Object.entries(question).map(([name, value]) => [`questions[0].${name}`, value])),
  };
  const event = await makeEvent({ fields });
  await page.goto(event.path);
  expect(await page.locator("main").innerText()).toContain("Doors at seven\nTalk at eight\n");
  await chooseSeats(page, event.path, 1);
  await typeDetails(page, someGuest());
  await page.getByLabel(/^Anything else/).fill("No nuts\nWheelchair\n  two steps");
  await confirmButton(page).click();
  await expectBooked(page);
  expect(await page.locator("main").innerText()).toContain("Ring twice\nThen wait");

  const member = await newPerson({ storageState: await organiser.storageState() });
  await member.goto(event.adminPath);
  await member.getByRole("link", { name: "Ana Ruiz" }).click();
  await expect(member.getByRole("heading", { level: 1 })).toHaveText("Ana Ruiz");
  expect(await member.locator("main").innerText()).toContain("No nuts\nWheelchair\n  two steps");
});
