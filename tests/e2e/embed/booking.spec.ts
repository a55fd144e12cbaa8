import { expect } from "@playwright/test";
import { someGuest } from "../support/booking-steps.ts";
import {
  bookInFrame,
  fillDetails,
  frameOf,
  putHost,
  saidOn,
  slugOf,
  test,
  waitForSaid,
} from "./https-sites-test.ts";

test.describe("booking in a frame on another site @desktop", () => {
  test("works from end to end without a cookie, and the host hears of it without anybody's name (1, 15)", async ({
    page,
    sites,
    makeEvent,
  }) => {
    const slug = slugOf(await makeEvent());
    const before = sites.seen.length;
    await page.goto(putHost(sites, slug));
    const guest = someGuest();
    const reference = await bookInFrame(frameOf(page), guest);
    const booked = await waitForSaid(page, "booked");
    expect(Object.keys(booked).sort()).toEqual(
      ["eventId", "reference", "seats", "sessionId", "startsAt", "status", "type"].sort(),
    );
    expect(booked).toMatchObject({ reference, status: "confirmed", seats: 1 });
    const text = JSON.stringify(await saidOn(page));
    for (const secret of [guest.name, guest.email, "t="]) expect(text).not.toContain(secret);
    const types = (await saidOn(page)).map(({ type, name }) => (type === "step" ? name : type));
    expect(types.filter((type) => ["choose", "details", "done", "hold"].includes(`${type}`))).toEqual([
      ...["choose", "details", "hold", "done"],
    ]);
    const ours = sites.seen
      .slice(before)
      .filter(({ url }) => url.startsWith("/embed/") && url.includes(slug));
    expect(ours.length).toBeGreaterThan(3);
    expect(ours.flatMap(({ headers }) => headers.cookie ?? [])).toEqual([]);

    // The last page loaded anew says it again, and the host hears it once.
    const inner = page.frames().find((each) => each.url().includes("/done"));
    await inner?.evaluate(() => location.reload());
    await expect.poll(async () => (await saidOn(page)).filter(({ type }) => type === "ready").length).toBe(4);
    await expect(frameOf(page).locator(".reference")).toBeVisible();
    expect((await saidOn(page)).filter(({ type }) => type === "booked")).toHaveLength(1);
  });

  test("the hosts of these tests are other sites to the browser, or they would prove nothing (22)", async ({
    page,
    sites,
    makeEvent,
  }) => {
    const slug = slugOf(await makeEvent());
    await page.goto(putHost(sites, slug));
    await waitForSaid(page, "ready");
    const framed = sites.seen.find(({ url }) => url.startsWith(`/embed/${slug}?`));
    expect(framed?.headers).toMatchObject({ "sec-fetch-site": "cross-site", "sec-fetch-dest": "iframe" });
  });

  test("where the visitor came from lands on the booking and in the organiser's list (14)", async ({
    page,
    sites,
    makeEvent,
    organiser,
  }) => {
    const event = await makeEvent();
    const host = putHost(sites, slugOf(event), { attributes: `metadata='{"plan":"gold"}' ref="spring"` });
    await page.goto(`${host}?utm_source=letter&utm_campaign=may&secret=1`);
    await bookInFrame(frameOf(page), someGuest());
    const list = await (await organiser.get(event.adminPath)).text();
    expect(list).toContain(`${new URL(host).host} · may`);
    const posted = sites.seen.findLast(({ method, url }) => method === "POST" && url.includes(slugOf(event)));
    const sent = new URLSearchParams(sites.seen.find(({ body }) => body.includes("utm_campaign"))?.body);
    expect(JSON.parse(sent.get("attribution") ?? "{}")).toMatchObject({
      page: host,
      utm_source: "letter",
      utm_campaign: "may",
      ref: "spring",
    });
    expect(JSON.parse(sent.get("metadata") ?? "{}")).toEqual({ plan: "gold" });
    expect(posted?.body).not.toContain("secret");
  });

  test("a host that tells nobody where it is can be booked on too (8)", async ({
    page,
    sites,
    makeEvent,
  }) => {
    const slug = slugOf(await makeEvent());
    await page.goto(putHost(sites, slug, { headers: { "Referrer-Policy": "no-referrer" } }));
    // From the very first page on, of which the host is all that it knows.
    await waitForSaid(page, "ready");
    await bookInFrame(frameOf(page), someGuest());
    await waitForSaid(page, "booked");
  });

  test("the last seat, taken by somebody else between the steps, is answered inside the frame (16)", async ({
    page,
    sites,
    makeEvent,
    newPerson,
  }) => {
    const event = await makeEvent({ seats: [1, 5] });
    // The numbers on the page stay those of when it was opened, as on a slow line.
    await page.route(/\/live\?/, (route) => route.abort());
    await page.goto(putHost(sites, slugOf(event)));
    const frame = frameOf(page);
    await waitForSaid(page, "ready");
    const other = await newPerson();
    await other.goto(event.path);
    await other.getByRole("button", { name: /^Book/ }).click();
    await expect(other.getByLabel("Name", { exact: true })).toBeVisible();
    await frame.getByRole("button", { name: /^Book/ }).click();
    await expect(frame.getByRole("alert")).toContainText(/a moment ago|Nothing was booked/, {
      timeout: 15_000,
    });
    const error = await waitForSaid(page, "error");
    expect(error).toMatchObject({ code: "RESOURCE_FULL", retryable: false });
    // The other date is offered where the visitor is.
    await frame
      .getByRole("link", { name: new RegExp(event.days[1] ?? "") })
      .first()
      .click();
    await frame.getByRole("button", { name: /^Book/ }).click();
    await fillDetails(frame, someGuest());
    await frame.getByRole("button", { name: /^Confirm (booking|\d)/ }).click();
    await expect(frame.getByRole("heading", { level: 1 })).toHaveText("You’re booked", { timeout: 15_000 });
  });
});

test.describe("without JavaScript @desktop", () => {
  test.use({ javaScriptEnabled: false });

  test("a plain frame books by forms alone (2)", async ({ page, sites, makeEvent }) => {
    const slug = slugOf(await makeEvent());
    const src = `${sites.reservo}/embed/${slug}`;
    const body = `<iframe src="${src}" title="Book" width="100%" height="900"></iframe>`;
    await page.goto(putHost(sites, slug, { body }));
    await bookInFrame(page.frameLocator("iframe"), someGuest());
  });
});
