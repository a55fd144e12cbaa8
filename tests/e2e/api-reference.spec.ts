import { expect } from "@playwright/test";
import { test } from "./support/test.ts";

const METHODS = ["get", "post", "put", "patch", "delete"];

test("the reference shows every call of the document with curl and JavaScript, without scripts, and copies with them", {
  tag: "@desktop",
}, async ({ page, context, newPerson, request }) => {
  const document = await (await request.get("/api/v1/openapi.json")).json();
  const calls = Object.entries(document.paths as Record<string, Record<string, { operationId: string }>>)
    .flatMap(([path, item]) => METHODS.map((method) => ({ method, path, id: item[method]?.operationId })))
    .filter((call) => call.id !== undefined);
  expect(calls.length).toBeGreaterThan(35);

  const reader = await newPerson({ javaScriptEnabled: false });
  await reader.goto("/docs/api");
  const shown = await reader.locator("article.call").evaluateAll((articles) =>
    articles.map((article) => ({
      id: article.id,
      line: article.querySelector(".call-line")?.textContent?.replaceAll("\u200b", ""),
      samples: [...article.querySelectorAll(".sample")].map((sample) => [
        sample.querySelector("figcaption")?.firstChild?.textContent,
        /^(curl|const|await)/.test(sample.querySelector("code")?.textContent ?? ""),
      ]),
    })),
  );
  const byId = (a: { id?: string }, b: { id?: string }) => String(a.id).localeCompare(String(b.id));
  expect(shown.sort(byId)).toEqual(
    calls.sort(byId).map(({ id, method, path }) => ({
      id,
      line: `${method.toUpperCase()} ${path}`,
      samples: [
        ["curl", true],
        ["JavaScript", true],
      ],
    })),
  );
  const first = reader.locator("article.call").first();
  await expect(first.locator("figcaption").first()).toBeVisible();
  await expect(first.getByRole("button", { name: /^Copy/ })).toHaveCount(0);

  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/docs/api");
  const sample = page.locator("article.call").first().locator(".sample").first();
  await sample.getByRole("button", { name: "Copy: curl" }).click();
  const text = await sample.locator("code").textContent();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(text);
});
