import { once } from "node:events";
import { createServer } from "node:http";
import { expect, type Page } from "@playwright/test";
import { bookSeats, someGuest } from "./support/booking-steps.ts";
import { test } from "./support/test.ts";

const EVENT = "/e/small-talks-on-small-software";
const PUBLIC_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

test.describe("headers @desktop", () => {
  for (const path of [
    "/",
    EVENT,
    `${EVENT}/book`,
    "/o/northside-makers",
    "/e/no-such-event",
    "/nothing/here",
  ]) {
    test(`${path} runs scripts and takes styles from its own server only, and may not be framed`, async ({
      request,
    }) => {
      const headers = (await request.get(path)).headers();
      expect(headers["content-security-policy"]).toBe(PUBLIC_POLICY);
      expect(headers["x-frame-options"]).toBe("DENY");
      expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
      expect(headers["set-cookie"]).toBeUndefined();
    });
  }

  for (const path of ["/b/ABCDEFGH", "/b/ABCDEFGH/manage?t=nothing"]) {
    test(`${path} is kept by nobody, tells no other site its address, and may not be framed`, async ({
      request,
    }) => {
      const headers = (await request.get(path)).headers();
      expect(headers["content-security-policy"]).toBe(PUBLIC_POLICY);
      expect(headers).toMatchObject({
        "x-frame-options": "DENY",
        "referrer-policy": "strict-origin",
        "cache-control": "no-store",
        "x-robots-tag": "noindex",
      });
    });
  }

  for (const path of ["/admin", "/admin/events/new", "/admin/nothing", "/sign-in", "/setup?token=wrong"]) {
    test(`${path} runs scripts by a nonce of its own, is kept by nobody, and may not be framed`, async ({
      request,
    }) => {
      const nonces: string[] = [];
      for (let visit = 0; visit < 2; visit++) {
        const headers = (await request.get(path, { maxRedirects: 0 })).headers();
        const policy = headers["content-security-policy"] ?? "";
        expect(policy).toContain("frame-ancestors 'none'");
        nonces.push(/script-src 'nonce-([^']{22,})' 'strict-dynamic';/.exec(policy)?.[1] ?? "none");
        expect(headers).toMatchObject({
          "x-frame-options": "DENY",
          "cache-control": "no-store",
          "x-robots-tag": "noindex",
        });
      }
      expect(nonces).not.toContain("none");
      expect(new Set(nonces).size).toBe(2);
    });
  }
});

test.describe("frames", () => {
  test.use({ allowed: [/refused to (display|connect)|frame-ancestors|X-Frame-Options/i] });

  test("no page lets another site frame it", { tag: "@desktop" }, async ({ page, makeEvent, newPerson }) => {
    const event = await makeEvent();
    const guest = await newPerson();
    await bookSeats(guest, event.path, 1, someGuest());
    const { origin } = new URL(guest.url());
    const stage = await startStage();
    // The stage may frame what lets it: its own page.
    expect(await framedOn(page, stage.url, "/inner")).toBe(`${stage.url}/inner`);
    for (const address of [`${origin}${event.path}`, guest.url(), `${origin}/sign-in`, `${origin}/admin`]) {
      expect(await framedOn(page, stage.url, address), address).toBe("chrome-error://chromewebdata/");
    }
    await stage.close();
  });
});

/** Another site, whose pages have no policy of their own. */
async function startStage(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html").end("<!doctype html><title>Stage</title>");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the stage has no port");
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${address.port}`, close };
}

/** Where a frame on the stage that is sent to the address has come to. */
async function framedOn(page: Page, stage: string, address: string): Promise<string> {
  await page.goto(stage);
  await page.evaluate((src) => {
    const frame = Object.assign(document.createElement("iframe"), { src });
    return new Promise((resolve) => {
      frame.onload = resolve;
      document.body.append(frame);
    });
  }, address);
  const [, frame] = page.frames();
  return frame?.url() ?? "";
}
