import { expect, test } from "vitest";
import { textOfPage } from "#tests/hostile/controls.ts";
import { makeOrganization } from "#tests/support/ctx.ts";
import { testDatabase } from "#tests/support/database.ts";
import { makeEvent } from "#tests/support/events.ts";
import { testContext } from "#tests/support/remix.ts";
import { createSite } from "#tests/support/site.tsx";

const { db } = await testDatabase();
const site = createSite(await testContext(db));
const ctx = await makeOrganization(db);
const asked = { hint: "", options: [] as string[], required: true, per: "person" } as const;
const { event, session } = await makeEvent(ctx, {
  guestNames: "required",
  questions: [
    { ...asked, type: "choice", label: "Which bread?", options: ["Rye", "Wheat"] },
    { ...asked, type: "phone", label: "Whom do we call?", required: false },
    { ...asked, type: "text", label: "أين سمعت عنا؟", per: "booking" },
  ],
});
const path = (lng: string) => `/e/${event.slug}/book?session=${session.id}&seats=3&lng=${lng}`;

/** Sends the details without anything but a name, and returns the lines of the summary. */
async function summaryIn(lng: string): Promise<string[]> {
  const page = (await site(path(lng))).text;
  const formToken = /name="formToken" value="([^"]*)"/.exec(page)?.[1] ?? "";
  const form = new URLSearchParams({
    formToken,
    session: session.id,
    seats: "3",
    name: "Ada",
    email: "a@b.org",
  });
  const { status, text } = await site(`${path(lng)}&send=1`, { form });
  expect(status).toBe(422);
  const summary = /<div class="notice error-summary".*?<\/ul>/s.exec(text)?.[0] ?? "";
  return [...summary.matchAll(/<li>(.*?)<\/li>/gs)].map(([, line = ""]) =>
    textOfPage(line).replaceAll("\n", ""),
  );
}

test("the summary of errors names the question and the guest that each is about", async () => {
  expect(await summaryIn("en")).toEqual([
    "“Which bread?”: Choose an answer.",
    "“\u2068أين سمعت عنا؟\u2069”: Answer this question.",
    "Guest 2: Enter this guest’s name.",
    "Guest 2, “Which bread?”: Choose an answer.",
    "Guest 3: Enter this guest’s name.",
    "Guest 3, “Which bread?”: Choose an answer.",
  ]);
  expect(await summaryIn("de")).toContain("Gast 2, „Which bread?“: Wählen Sie eine Antwort.");
});

test("what is asked of each stands in a group that says of whom, and a browser fills in nothing of other people", async () => {
  const { text } = await site(path("en"));
  const legends = [...text.matchAll(/<legend[^>]*>(.*?)<\/legend>/gs)].map(([, legend = ""]) =>
    textOfPage(legend).trim(),
  );
  expect(legends.filter((legend) => /^(You|Guest)/.test(legend))).toEqual(["You", "Guest 2", "Guest 3"]);
  const phones = [...text.matchAll(/<input[^>]*type="tel"[^>]*>/g)].map(
    ([tag]) => /autoComplete="([^"]*)"/i.exec(tag)?.[1],
  );
  expect(phones).toEqual(["tel", "off", "off"]);
});
