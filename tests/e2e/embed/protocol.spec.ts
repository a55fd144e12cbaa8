import { expect, type Page } from "@playwright/test";
import { frameOf, putHost, saidOn, slugOf, test, waitForSaid } from "./https-sites-test.ts";

/** The height of a frame, and of what is in it. */
async function heights(page: Page, selector = "reservo-embed iframe") {
  const outer = await page.locator(selector).evaluate((frame) => frame.getBoundingClientRect().height);
  const inner = await page
    .frameLocator(selector)
    .locator("#embed-root")
    .evaluate((root) => root.getBoundingClientRect().height);
  return { outer, inner };
}

async function expectFits(page: Page, selector?: string): Promise<number> {
  await expect(async () => {
    const { outer, inner } = await heights(page, selector);
    expect(Math.abs(outer - inner)).toBeLessThanOrEqual(1);
  }).toPass({ timeout: 10_000 });
  return (await heights(page, selector)).outer;
}

test.describe("a frame and its host @desktop", () => {
  test("the frame is as high as what is in it, whatever the width, also when it shrinks (3)", async ({
    page,
    sites,
    makeEvent,
  }) => {
    const slug = slugOf(await makeEvent({ seats: [12, 12] }));
    await page.goto(putHost(sites, slug));
    await waitForSaid(page, "ready");
    const frame = frameOf(page);
    for (const width of [1280, 768, 320]) {
      await page.setViewportSize({ width, height: 800 });
      const closed = await expectFits(page);
      await frame.getByText("Other dates", { exact: true }).click();
      await expect.poll(async () => (await heights(page)).outer).toBeGreaterThan(closed);
      await expectFits(page);
      await frame.getByText("Other dates", { exact: true }).click();
      await expect.poll(async () => Math.round((await heights(page)).outer - closed)).toBe(0);
    }
    // Another step, and an error in it.
    await frame.getByRole("button", { name: /^Book/ }).click();
    await expect(frame.getByLabel("Name", { exact: true })).toBeVisible({ timeout: 15_000 });
    await expectFits(page);
    await frame.getByRole("button", { name: /^Confirm/ }).click();
    await expect(frame.getByRole("alert").first()).toBeVisible({ timeout: 15_000 });
    await expectFits(page);
    // A face that comes late changes the lines; so does what a person sets.
    await frame.locator("html").evaluate((html) => {
      html.style.fontSize = "140%";
    });
    await expectFits(page);
  });

  test("two forms on a page do not hear each other (4)", async ({ page, sites, makeEvent }) => {
    const [one, two] = [
      await makeEvent({ title: "First" }),
      await makeEvent({ title: "Second", seats: [80] }),
    ];
    const element = (id: string, slug: string) =>
      `<reservo-embed id="${id}" event="${slug}"></reservo-embed>`;
    const body = element("one", slugOf(one)) + element("two", slugOf(two));
    await page.goto(putHost(sites, slugOf(one), { body }));
    const frames = ["#one iframe", "#two iframe"].map((selector) => page.frameLocator(selector));
    await expect(frames[0]?.getByRole("heading", { level: 1 }) ?? page.locator("x")).toHaveText(one.title);
    await expect(frames[1]?.getByRole("heading", { level: 1 }) ?? page.locator("x")).toHaveText(two.title);
    // Each goes on being heard after the other has come, and as itself.
    const first = await expectFits(page, "#one iframe");
    const before = await expectFits(page, "#two iframe");
    await frames[0]?.locator("html").evaluate((html) => {
      html.style.fontSize = "140%";
    });
    await expect.poll(async () => (await heights(page, "#one iframe")).outer).toBeGreaterThan(first);
    await expectFits(page, "#one iframe");
    await page.evaluate(() => {
      Object.assign(window, { heard: [] as string[] });
      document.addEventListener("reservo:step", (event) => {
        (window as never as { heard: string[] }).heard.push((event.target as Element).id);
      });
    });
    await frames[0]?.getByRole("button", { name: /^Book/ }).click();
    await expect(frames[0]?.getByLabel("Name", { exact: true }) ?? page.locator("x")).toBeVisible({
      timeout: 15_000,
    });
    await expect
      .poll(() => page.evaluate(() => (window as never as { heard: string[] }).heard))
      .toEqual(["one"]);
    expect((await heights(page, "#two iframe")).outer).toBe(before);
  });

  test("what another window makes up is heard on neither side (6)", async ({ page, sites, makeEvent }) => {
    const slug = slugOf(await makeEvent());
    await page.goto(putHost(sites, slug));
    await waitForSaid(page, "ready");
    const height = await expectFits(page);
    const evil = sites.put("evil.test", "<!doctype html><title>Evil</title>");
    const before = await saidOn(page);
    await page.evaluate(async (address) => {
      const frame = Object.assign(document.createElement("iframe"), { src: address, id: "evil" });
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener("load", resolve));
    }, evil);
    const inner = page.frame({ url: evil });
    await inner?.evaluate(() => {
      const forged = [
        { reservo: 1, type: "hello" },
        { reservo: 1, type: "resize", height: 5_000 },
        { reservo: 1, type: "booked", reference: "EVEL2222", seats: 9 },
      ];
      for (const message of forged) parent.postMessage(message, "*");
      const channel = new MessageChannel();
      const init = { reservo: 1, type: "init", v: 1, config: { prefill: { name: "Eve" } } };
      for (const target of [parent.frames[0], parent]) target?.postMessage(init, "*", []);
      parent.frames[0]?.postMessage(init, "*", [channel.port2]);
    });
    await frameOf(page).getByRole("button", { name: /^Book/ }).click();
    await expect(frameOf(page).getByLabel("Name", { exact: true })).toHaveValue("", { timeout: 15_000 });
    const since = (await saidOn(page)).slice(before.length);
    expect(since.filter(({ type }) => type === "booked")).toEqual([]);
    expect(since.filter(({ height: each }) => each === 5_000)).toEqual([]);
    expect(height).toBeLessThan(5_000);
  });

  test("a frame inside the frame's place that says hello gets no answer (7)", async ({
    page,
    sites,
    makeEvent,
  }) => {
    const slug = slugOf(await makeEvent());
    const impostor = sites.put(
      "evil.test",
      `<!doctype html><title>x</title><script>window.answers=[];addEventListener("message",(e)=>answers.push(e.data));
for(let i=0;i<5;i++){parent.postMessage({reservo:1,type:"hello"},"*");top.postMessage({reservo:1,type:"hello"},"*")}</script>`,
    );
    const nest = sites.put("evil.test", `<!doctype html><title>y</title><iframe src="${impostor}"></iframe>`);
    await page.goto(putHost(sites, slug));
    await waitForSaid(page, "ready");
    await page.evaluate(async (address) => {
      const frame = Object.assign(document.createElement("iframe"), { src: address });
      document.querySelector("reservo-embed")?.append(frame);
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener("load", resolve));
    }, nest);
    await expect.poll(() => page.frames().some((each) => each.url() === impostor)).toBe(true);
    const inner = page.frames().find((each) => each.url() === impostor);
    await page.locator("reservo-embed").evaluate(() => new Promise(requestAnimationFrame));
    expect(await inner?.evaluate(() => (window as never as { answers: unknown[] }).answers)).toEqual([]);
  });

  test("fifty times put in and taken out, nothing is left (17)", async ({ page, sites, makeEvent }) => {
    const slug = slugOf(await makeEvent());
    await page.goto(putHost(sites, slug));
    await waitForSaid(page, "ready");
    const left = await page.evaluate(async (event) => {
      const counts = { added: 0, removed: 0 };
      const add = window.addEventListener.bind(window);
      window.addEventListener = ((type: string, listener: never, options?: AddEventListenerOptions) => {
        counts.added += 1;
        options?.signal?.addEventListener("abort", () => {
          counts.removed += 1;
        });
        add(type, listener, options);
      }) as typeof window.addEventListener;
      document.querySelector("reservo-embed")?.remove();
      for (let round = 0; round < 50; round++) {
        const element = document.createElement("reservo-embed");
        element.setAttribute("event", event);
        document.body.append(element);
        await new Promise(requestAnimationFrame);
        element.remove();
      }
      return { frames: document.querySelectorAll("iframe").length + window.length, ...counts };
    }, slug);
    expect(left.frames).toBe(0);
    expect(left.added).toBeGreaterThanOrEqual(50);
    expect(left.removed).toBe(left.added);
  });

  test("the script loaded twice is there once, and calls made before it are carried out (18)", async ({
    page,
    sites,
    makeEvent,
  }) => {
    const slug = slugOf(await makeEvent());
    const src = `${sites.reservo}/embed/v1.js`;
    const stub = `<script>window.Reservo??=new Proxy({q:[],version:0},{get:(t,k)=>t[k]??((...a)=>new Promise(r=>t.q.push([k,a,r])))});
window.heard=[];Reservo.on("ready",(detail)=>heard.push(detail.state))</script>`;
    await page.goto(putHost(sites, slug, { head: `${stub}<script async src="${src}"></script>` }));
    await waitForSaid(page, "ready");
    await expect(page.locator("reservo-embed iframe")).toHaveCount(1);
    expect(await page.evaluate(() => (window as never as { heard: string[] }).heard)).toEqual(["open"]);
  });
});
