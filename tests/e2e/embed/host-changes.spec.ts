import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type APIRequestContext, expect, type Page } from "@playwright/test";
import type { HttpsSites } from "#tests/support/https-sites.ts";
import {
  frameOf,
  type HostPage,
  ON_HTTPS_SITES,
  putHost,
  slugOf,
  test,
  waitForSaid,
} from "./https-sites-test.ts";

/** The address of the only frame on the page. */
const framed = (page: Page) => new URL(page.frames()[1]?.url() || "about:blank");

/** Sets an attribute of the element that holds the form, or removes it. */
async function setAttribute(page: Page, name: string, value: string | null): Promise<void> {
  const change = { name, value };
  await page.locator("#form").evaluate((element, { name, value }) => {
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }, change);
}

/** Serves the loader from the site itself, and returns its address there. */
async function putLoader(sites: HttpsSites, request: APIRequestContext, path?: string): Promise<string> {
  const text = await (await request.get("/embed/v1.js")).text();
  return sites.put("host.test", text, { "Content-Type": "text/javascript" }, path);
}

/** Both kinds of element that hold a form, and how the attributes of each are written. */
const ELEMENTS = [
  {
    kind: "reservo-embed",
    event: "event",
    prefix: "",
    body: (slug: string) => `<reservo-embed id="form" event="${slug}"></reservo-embed>`,
  },
  {
    kind: "div[data-reservo]",
    event: "data-reservo",
    prefix: "data-",
    body: (slug: string) => `<div id="form" data-reservo="${slug}"></div>`,
  },
];

test.describe("a form follows the attributes of its element @desktop", () => {
  for (const { kind, event, prefix, body } of ELEMENTS) {
    test(`${kind}: another event, date, number of seats or paper is shown, and Back is not`, async ({
      page,
      sites,
      makeEvent,
    }) => {
      const [one, two] = [
        await makeEvent({ title: "First" }),
        await makeEvent({ title: "Second", seats: [8, 8] }),
      ];
      await page.goto(putHost(sites, slugOf(one), { body: body(slugOf(one)) }));
      const frame = page.frameLocator("#form iframe");
      await expect(frame.getByRole("heading", { level: 1 })).toHaveText(one.title);
      const entries = await page.evaluate(() => history.length);

      await setAttribute(page, event, slugOf(two));
      await expect(frame.getByRole("heading", { level: 1 })).toHaveText(two.title);
      const session = await frame
        .locator("input[name=session], a[href*='session=']")
        .last()
        .evaluate((element) =>
          element instanceof HTMLInputElement
            ? element.value
            : new URL((element as HTMLAnchorElement).href).searchParams.get("session"),
        );
      await setAttribute(page, `${prefix}session`, session);
      await expect.poll(() => framed(page).searchParams.get("session")).toBe(session);
      await setAttribute(page, `${prefix}seats`, "3");
      await expect(frame.getByRole("button", { name: /^Book 3/ })).toBeVisible();
      await setAttribute(page, `${prefix}stock`, "cobalt");
      await expect(frame.locator("[data-stock=cobalt]").first()).toBeVisible();
      await setAttribute(page, `${prefix}seats`, null);
      await expect(frame.getByRole("button", { name: /^Book 1/ })).toBeVisible();
      await expect.poll(() => framed(page).pathname).toBe(`/embed/${slugOf(two)}`);
      expect(await page.evaluate(() => history.length)).toBe(entries);
    });

    test(`${kind}: other suggestions replace what nobody typed over, and what was typed stays`, async ({
      page,
      sites,
      makeEvent,
    }) => {
      const slug = slugOf(await makeEvent());
      await page.goto(putHost(sites, slug, { body: body(slug) }));
      const frame = page.frameLocator("#form iframe");
      await frame.getByRole("button", { name: /^Book/ }).click();
      const [name, email] = [
        frame.getByLabel("Name", { exact: true }),
        frame.getByLabel("Email", { exact: true }),
      ];
      await expect(name).toBeVisible({ timeout: 15_000 });
      const prefill = { name: "Prudence", email: "prudence@example.org" };
      await setAttribute(page, `${prefix}prefill`, JSON.stringify(prefill));
      await expect(email).toHaveValue(prefill.email);
      await name.fill("Ada Typed");
      const next = { name: "Grace", email: "grace@example.org" };
      await setAttribute(page, `${prefix}prefill`, JSON.stringify(next));
      await expect(email).toHaveValue(next.email);
      await expect(name).toHaveValue("Ada Typed");
      // A theme and a class change no address: the page in the frame stays as it is.
      await setAttribute(page, `${prefix}theme`, "dark");
      await setAttribute(page, "class", "wide");
      await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
      await expect(name).toHaveValue("Ada Typed");
    });
  }
});

test.describe("an auto theme @desktop", () => {
  test.use({ colorScheme: "dark" });

  test("follows the page around the form and not the visitor's device, also when the page changes its own", async ({
    page,
    sites,
    makeEvent,
  }) => {
    const head = "<style>.night{background:#181818;color:oklch(0.95 0.01 90)}</style>";
    await page.goto(putHost(sites, slugOf(await makeEvent()), { head }));
    const root = frameOf(page).locator("html");
    const scheme = () => root.evaluate((element) => getComputedStyle(element).colorScheme);
    await expect(frameOf(page).getByRole("button", { name: /^Book/ })).toBeVisible();
    expect(framed(page).searchParams.get("ground")).toBe("light");
    expect(await scheme()).toBe("light");
    const before = page.frames()[1]?.url();
    await page.locator("body").evaluate((body) => body.classList.add("night"));
    await page.getByRole("heading", { name: "A host" }).click();
    await expect.poll(scheme).toBe("dark");
    expect(page.frames()[1]?.url()).toBe(before);
    await page.locator("reservo-embed").evaluate((element) => element.setAttribute("theme", "light"));
    await expect.poll(scheme).toBe("light");
  });

  test("has a ground of its own in a frame without a loader, and lets the page through where a theme is chosen", async ({
    page,
    sites,
    makeEvent,
  }) => {
    const address = `${sites.reservo}/embed/${slugOf(await makeEvent())}`;
    const ground = async (query: string) => {
      await page.goto(
        putHost(sites, "", { body: `<iframe title="Book" src="${address}${query}"></iframe>` }),
      );
      const root = page.frameLocator("iframe").locator("html");
      await expect(root).toHaveAttribute("data-framed", "");
      return root.evaluate((element) => getComputedStyle(element).backgroundColor);
    };
    expect(await ground("")).toBe("rgb(12, 21, 18)");
    expect(await ground("?theme=light")).toBe("rgba(0, 0, 0, 0)");
  });
});

test.describe("the height of a frame @desktop", () => {
  test.use({ allowed: async ({}, use) => use([ON_HTTPS_SITES, /Reservo: restless height/]) });

  test("fits again after its container's width was animated, and after a second animation", async ({
    page,
    sites,
    makeEvent,
  }) => {
    const slug = slugOf(await makeEvent({ seats: [12, 12] }));
    const body = `<div id="box" style="width:900px"><reservo-embed event="${slug}"></reservo-embed></div>`;
    await page.goto(putHost(sites, slug, { body }));
    await waitForSaid(page, "ready");
    const heights = async () => {
      const outer = await page
        .locator("reservo-embed iframe")
        .evaluate((frame) => frame.getBoundingClientRect().height);
      const inner = await frameOf(page)
        .locator("#embed-root")
        .evaluate((root) => root.getBoundingClientRect().height);
      return Math.abs(outer - inner);
    };
    await expect.poll(heights).toBeLessThanOrEqual(1);
    for (const width of ["300px", "900px"]) {
      await page.locator("#box").evaluate(async (box, to) => {
        const through = ["900px", "300px", "900px", "300px", to].map((width) => ({ width }));
        await box.animate(through, { duration: 1_000, fill: "forwards" }).finished;
      }, width);
      // What is in the form may move too, a little in each picture that the browser draws.
      await frameOf(page)
        .locator("main")
        .evaluate(async (main) => {
          const through = ["0", "400px", "80px"].map((paddingBottom) => ({ paddingBottom }));
          await main.animate(through, { duration: 1_500, fill: "forwards" }).finished;
        });
      await expect.poll(heights).toBeLessThanOrEqual(1);
    }
  });
});

test.describe("a loader that the site serves itself @desktop", () => {
  // Optimisers bundle scripts under names of their own, or keep the path.
  for (const path of ["/bundle.js", "/embed/v1.js"]) {
    test(`at ${path}: the link in the element says where Reservo is`, async ({
      page,
      sites,
      makeEvent,
      request,
    }) => {
      const slug = slugOf(await makeEvent());
      const loader = await putLoader(sites, request, path);
      await page.goto(putHost(sites, slug, { loader }));
      await expect(frameOf(page).getByRole("button", { name: /^Book/ })).toBeVisible();
      expect(framed(page).origin).toBe(sites.reservo);
      await waitForSaid(page, "ready");

      const popup = `<a id="trigger" href="${sites.reservo}/e/${slug}" data-reservo-popup>Book</a>`;
      await page.goto(putHost(sites, slug, { loader, body: popup }));
      await expect.poll(() => page.evaluate(() => "Reservo" in window)).toBe(true);
      await page.locator("#trigger").click();
      await expect(page.frameLocator("dialog iframe").getByRole("button", { name: /^Book/ })).toBeVisible();
    });
  }

  test("shows no frame and no link of the site's own where nothing says it", async ({
    page,
    sites,
    makeEvent,
    request,
  }) => {
    const slug = slugOf(await makeEvent());
    const loader = await putLoader(sites, request);
    const wish: HostPage = {
      loader,
      body: `<reservo-embed event="${slug}"><a href="/contact">Write to us</a></reservo-embed>`,
      script: `data-reservo-float="${slug}"`,
    };
    await page.clock.install();
    await page.goto(putHost(sites, slug, wish));
    await expect.poll(() => page.evaluate(() => "Reservo" in window)).toBe(true);
    await page.clock.runFor(10_000);
    await expect(page.locator("iframe")).toHaveCount(0);
    await expect(page.getByRole("link")).toHaveText(["Write to us"]);
    // It comes late, as on pages that scripts build.
    await page.locator("reservo-embed").evaluate((element, href) => {
      const link = Object.assign(document.createElement("a"), { href, textContent: "Book" });
      element.replaceChildren(link);
    }, `${sites.reservo}/e/${slug}`);
    await expect.poll(() => framed(page).origin).toBe(sites.reservo);
  });
});

test.describe("a page in development @desktop", () => {
  test("at http://127.0.0.1 on any port may show the form, and fits it", async ({
    page,
    sites,
    makeEvent,
  }) => {
    const slug = slugOf(await makeEvent());
    const html = `<!doctype html><html lang="en"><title>Mine</title><link rel="icon" href="data:,">
<script>window.said=[];addEventListener("reservo:ready",(event)=>said.push({type:"ready"}))</script>
<script async src="${sites.reservo}/embed/v1.js"></script>
<reservo-embed event="${slug}"><a href="${sites.reservo}/e/${slug}">Book</a></reservo-embed></html>`;
    const site = createServer((_, response) => {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end(html);
    });
    await once(site.listen(0, "127.0.0.1"), "listening");
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    await waitForSaid(page, "ready");
    await expect(frameOf(page).getByRole("button", { name: /^Book/ })).toBeVisible();
    site.closeAllConnections();
    site.close();
  });
});
