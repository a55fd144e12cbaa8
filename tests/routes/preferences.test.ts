import { beforeAll, describe, expect, test } from "vitest";
import * as route from "#app/routes/well-known/preferences.ts";
import { testDatabase } from "#tests/support/database.ts";
import { requestRoute, testContext } from "#tests/support/remix.ts";

let context: Awaited<ReturnType<typeof testContext>>;

beforeAll(async () => {
  context = await testContext((await testDatabase()).db);
});

const choose = (form: Record<string, string>, secure = false) =>
  requestRoute(context, route, "/preferences", { form, context: { secure } });

describe("the chooser of language and theme", () => {
  test("keeps a language for a year and goes back, without a language in the address", async () => {
    const answer = await choose({ lng: "de", back: "/e/talks?session=1&lng=fr&seats=2" });
    expect(answer.status).toBe(303);
    expect(answer.location).toBe("/e/talks?session=1&seats=2");
    expect(answer.headers.get("Set-Cookie")).toBe("lng=de; Path=/; SameSite=Lax; Max-Age=31536000");
  });

  test("keeps a theme, and forgets it for the one of the device", async () => {
    const dark = await choose({ theme: "dark", back: "/?lng=fr" }, true);
    expect(dark.location).toBe("/?lng=fr");
    expect(dark.headers.get("Set-Cookie")).toBe("theme=dark; Path=/; SameSite=Lax; Max-Age=31536000; Secure");
    const system = await choose({ theme: "system", back: "/" });
    expect(system.headers.get("Set-Cookie")).toBe("theme=system; Path=/; SameSite=Lax; Max-Age=0");
  });

  test("keeps nothing where nothing is chosen, and refuses what is no choice with 400", async () => {
    for (const none of ["", "lng=&theme="]) {
      const answer = await choose({ back: "/e/talks", ...Object.fromEntries(new URLSearchParams(none)) });
      expect([answer.location, answer.headers.get("Set-Cookie")]).toEqual(["/e/talks", null]);
    }
    for (const wrong of ["lng=xx", "theme=pink", "lng=de&theme=dark%00", "lng=de%00"]) {
      const answer = await choose({ back: "/e/talks", ...Object.fromEntries(new URLSearchParams(wrong)) });
      expect([answer.status, answer.headers.get("Set-Cookie")]).toEqual([400, null]);
    }
  });

  test("sends who only looks to the start", async () => {
    expect((await requestRoute(context, route, "/preferences")).location).toBe("/");
  });
});
