import { expect, type Page } from "@playwright/test";
import { expectAccessibleAtEverySize } from "./support/axe.ts";
import { expectHydrated } from "./support/hydrated.ts";
import { makeEvent } from "./support/made-event.ts";
import { becomeOwner, OWNER } from "./support/owner.ts";
import { signedInTest as test } from "./support/test.ts";

const SETTINGS = { env: { RESERVO_DEMO: "0", RATE_LIMITS: "off" } };
// Whoever has been removed asks for a page of the organisation once more.
test.use({ allowed: [/status of (403|404) /] });

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const navigation = (page: Page) => page.getByRole("navigation", { name: "Main" });

/** Invites by link as Desk for the event with that title, and returns the link. */
async function inviteToEvent(page: Page, title: string): Promise<string> {
  await navigation(page).getByRole("link", { name: "Team" }).click();
  await page.getByRole("link", { name: "Invite someone" }).click();
  await expectHydrated(page);
  await page.getByLabel("With a link that you pass on yourself").check();
  await expect(page.getByLabel("Email address")).toBeHidden();
  await page.getByLabel("Role").selectOption("Desk");
  await page.getByLabel("Only the events that you choose").check();
  await page.getByRole("button", { name: "Create invitation" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose events");
  await expectAccessibleAtEverySize(page);
  await page.getByLabel(title).check();
  await page.getByRole("button", { name: "Create invitation" }).click();
  await expect(heading(page)).toHaveText("Pass this link on");
  await expectAccessibleAtEverySize(page);
  const link = await page.locator(".secret-value").innerText();
  await page.getByRole("link", { name: "Done" }).click();
  await expect(page.getByRole("row", { name: /Anyone with the link/ })).toContainText(`Desk: ${title}`);
  await expectAccessibleAtEverySize(page);
  return link;
}

/** Accepts the invitation as somebody new. */
async function joinAs(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await expect(heading(page)).toHaveText(`Join ${OWNER.organization}`);
  await expect(page.getByText(`${OWNER.name} invites you`)).toBeVisible();
  await expectAccessibleAtEverySize(page);
  await page.getByRole("button", { name: "Create account and join" }).click();
  await expect(page.getByRole("alert")).toContainText("Enter your name.");
  await expectAccessibleAtEverySize(page);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Your email").fill("grace@example.org");
  await page.getByLabel("Password").fill("seven tall pelicans");
  await page.getByRole("button", { name: "Create account and join" }).click();
  await expect(heading(page)).toHaveText("Events");
}

test("an owner invites by link, the new member sees one event, and is out once removed", {
  tag: "@desktop",
}, async ({ startOwnApp, newPerson }) => {
  // Every page of the team is checked at every size.
  test.setTimeout(180_000);
  const { app } = await startOwnApp(SETTINGS);
  const owner = await becomeOwner(app);
  const own = await makeEvent(owner, { title: "Evening at the wheel" });
  const other = await makeEvent(owner, { title: "Glazing" });
  const page = await newPerson({ baseURL: app.url, storageState: await owner.storageState() });
  await page.goto("/admin");
  const link = await inviteToEvent(page, own.title);

  const desk = await newPerson({ baseURL: app.url });
  await joinAs(desk, link, "Grace Okafor");
  await expect(desk.getByRole("link", { name: own.title })).toBeVisible();
  await expect(desk.getByRole("link", { name: other.title })).toHaveCount(0);
  await expect(navigation(desk)).toContainText("Owners and admins");
  await expect(navigation(desk).getByRole("link", { name: "Team" })).toHaveCount(0);
  await expect(desk.getByText("Your role doesn’t include this")).toBeVisible();
  await expectAccessibleAtEverySize(desk);
  expect((await desk.goto(own.adminPath))?.status()).toBe(200);
  await expect(desk.locator(".closed-action")).toHaveText(/^Edit.*Your role doesn’t include this$/);
  await expectAccessibleAtEverySize(desk);
  expect((await desk.goto(other.adminPath))?.status()).toBe(404);
  const settings = own.adminPath.replace(/\/events\/.*/, "/settings");
  expect((await desk.goto(settings))?.status()).toBe(403);
  await expect(heading(desk)).toHaveText("You don’t have access");
  expect((await desk.goto(link))?.status()).toBe(410);

  await desk.goto("/admin");
  await expectHydrated(desk);
  await page.reload();
  await page.getByRole("link", { name: "Grace Okafor" }).click();
  await expectHydrated(page);
  await page.getByLabel("Role for the whole organisation").selectOption("Viewer");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toHaveText("Roles saved");
  await expectAccessibleAtEverySize(page);
  await page.getByRole("link", { name: "Remove from the team" }).click();
  await expect(heading(page)).toHaveText("Remove Grace Okafor?");
  await expectAccessibleAtEverySize(page);
  await page.getByRole("button", { name: "Remove from the team" }).click();
  await expect(page.getByText("Member removed")).toBeVisible();

  await desk.getByRole("link", { name: own.title }).click();
  await expect(heading(desk)).toHaveText("Page not found");
  await expect(navigation(desk)).toHaveCount(0);
  await owner.dispose();
});

test("the table of roles and capabilities fits a phone, and the last owner keeps the role", async ({
  page,
}) => {
  await page.goto("/admin/team/roles");
  await expect(heading(page)).toHaveText("What each role may do");
  await expectAccessibleAtEverySize(page);
  await page.goto("/admin/team");
  await page.getByRole("link", { name: `${OWNER.name} (you)` }).click();
  await expectHydrated(page);
  await page.getByLabel("Role for the whole organisation").selectOption("Admin");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("An organisation needs an owner.")).toBeVisible();
});
