import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";

interface BuiltRoute {
  id: string;
  parentId?: string;
  path?: string;
}

let app: RunningApp;
let routes: string[];

beforeAll(async () => {
  app = await startApp({ env: { RESERVO_DEMO: "1", RATE_LIMITS: "off" } });
  const built = new URL("../../build/server/index.js", import.meta.url).href;
  const { routes: manifest } = (await import(built)) as { routes: Record<string, BuiltRoute> };
  routes = Object.values(manifest).map((route) => addressOf(route, manifest));
}, 60_000);

afterAll(() => app?.stop());

/** The address of a route, with something in the place of each parameter. */
function addressOf(route: BuiltRoute, manifest: Record<string, BuiltRoute>): string {
  const parts: string[] = [];
  for (let each: BuiltRoute | undefined = route; each; each = manifest[each.parentId ?? ""]) {
    if (each.path) parts.unshift(each.path);
  }
  return `/${parts.join("/")}`
    .replace(/:slug/, "wheel-throwing-for-complete-beginners")
    .replace(/:\w+/g, "x")
    .replace("*", "nothing");
}

const SURFACES = [
  { name: "admin", under: /^\/admin/, private: true },
  {
    name: "auth",
    under: /^\/(sign-in|sign-out|setup|forgotten-password|new-password|confirm-email|invitation|reset)/,
    private: true,
  },
  { name: "link", under: /^\/(b|c|w|t)\//i, private: true },
  { name: "embed", under: /^\/embed/, private: false },
  { name: "public", under: /^\//, private: false },
];

const ANY_SITE =
  /frame-ancestors 'self' https: http:\/\/localhost:\* http:\/\/127\.0\.0\.1:\* http:\/\/127\.0\.0\.1:\d+$/;

/** What every answer at this address must carry, whatever its status. */
async function expectHeaders(path: string, init: RequestInit = {}): Promise<number> {
  const answer = await fetch(app.url + path, { redirect: "manual", ...init });
  const header = (name: string) => answer.headers.get(name);
  const at = `${init.method ?? "GET"} ${path}: ${answer.status}`;
  const surface = SURFACES.find(({ under }) => under.test(path));
  const policy = header("content-security-policy") ?? "";
  expect(header("x-content-type-options"), at).toBe("nosniff");
  if (surface?.name === "embed") {
    expect(policy, at).toMatch(ANY_SITE);
    expect(header("x-frame-options"), at).toBeNull();
    expect(header("set-cookie"), at).toBeNull();
    expect(policy, at).toContain("form-action 'self'");
  } else {
    expect(policy, at).toMatch(/frame-ancestors 'none'$/);
    expect(header("x-frame-options"), at).toBe("DENY");
  }
  const originOnly = ["auth", "link", "embed"].includes(surface?.name ?? "");
  expect(header("referrer-policy"), at).toBe(
    originOnly ? "strict-origin" : "strict-origin-when-cross-origin",
  );
  if (surface?.private)
    expect([header("cache-control"), header("x-robots-tag")], at).toEqual(["no-store", "noindex"]);
  return answer.status;
}

test("every route of the build carries its headers, read, sent to by strangers, and asked in a wrong way", async () => {
  expect(routes.length).toBeGreaterThan(25);
  expect(routes.filter((path) => path.startsWith("/embed")).length).toBeGreaterThan(6);
  const seen = new Set<number>();
  for (const path of new Set(routes)) {
    seen.add(await expectHeaders(path));
    seen.add(
      await expectHeaders(path, { method: "POST", headers: { Origin: "https://evil.test" }, body: "a=1" }),
    );
    seen.add(await expectHeaders(path, { method: "DELETE" }));
    seen.add(await expectHeaders(`${path}?q=${"a".repeat(5_000)}`));
  }
  for (const status of [200, 302, 403, 404, 405, 414]) expect([...seen]).toContain(status);
}, 60_000);

test("every route answers a body that no page of ours sends with 4xx on its page, and nothing of it is an error in the log", async () => {
  const ours = { "Sec-Fetch-Site": "same-origin", Accept: "text/html" };
  const form = "application/x-www-form-urlencoded";
  const bodies: [type: string, body: string][] = [
    ...[`x[100000000]=1`, "__proto__=1", "email=a%00b", `a${"[0]".repeat(3_000)}=1`].map(
      (body): [string, string] => [form, body],
    ),
    ...(["application/json", "text/plain", "multipart/form-data"].map((type) => [type, "{}"]) as [
      string,
      string,
    ][]),
  ];
  for (const path of new Set(routes)) {
    for (const [type, body] of bodies) {
      const headers = { ...ours, "Content-Type": type };
      const status = await expectHeaders(path, { method: "POST", headers, body });
      const isMember = path.startsWith("/admin");
      expect(
        isMember ? [302, 401, 404, 405] : [400, 401, 403, 404, 405, 410, 415, 422],
        `${path} ${body}`,
      ).toContain(status);
    }
  }
  const words = async (path: string, type: string) => {
    const answer = await fetch(app.url + path, {
      method: "POST",
      headers: { ...ours, "Content-Type": type },
      body: "__proto__=1",
    });
    return `${answer.status} ${/<h1[^>]*>([^<]*)/.exec(await answer.text())?.[1]}`;
  };
  expect(await words("/find", form)).toBe("400 We couldn’t read that form");
  expect(await words("/sign-in?lng=de", "text/plain")).toBe("415 Das ist kein Formular");
  expect(await words("/embed/wheel-throwing-for-complete-beginners", form)).toBe(
    "400 We couldn’t show this form",
  );
  expect(app.output()).not.toMatch(/"level":"?(error|50)/);
}, 60_000);

test("a cookie that is sent to the embed is read by nobody, and none is set", async () => {
  const path = routes.find((each) => each.endsWith("/book") && each.startsWith("/embed")) ?? "";
  const answer = await fetch(app.url + path, { headers: { Cookie: "session=1; lng=de; theme=dark" } });
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(await answer.text()).toMatch(/<html lang="en"(?![^>]*data-theme)/);
});

test("a page of the host's own has the style sheet that public pages have", async () => {
  const sheetsOf = async (path: string) => {
    const answer = await fetch(app.url + path, { headers: { Accept: "text/html" } });
    const links = (await answer.text()).matchAll(/<link rel="stylesheet" href="([^"]+)"/g);
    return [...links].map(([, href]) => href ?? "");
  };
  const [own = ""] = await sheetsOf("/find.data");
  expect(await sheetsOf("/find")).toContain(own);
  expect((await fetch(app.url + own)).headers.get("content-type")).toMatch(/^text\/css/);
});

test("robots.txt disallows what the routes of the build declare", async () => {
  const lines = (await (await fetch(`${app.url}/robots.txt`)).text()).split("\n");
  const disallowed = ["/admin", "/api", "/b/", "/c/", "/embed", "/preferences", "/t/"];
  expect(lines.filter((line) => line.startsWith("Disallow"))).toEqual(
    disallowed.map((start) => `Disallow: ${start}`),
  );
});

test("the loader and the assets may be used by every site, also when nothing has changed", async () => {
  for (const [path, kept] of [
    ["/embed/v1.js", "public, max-age=3600, stale-while-revalidate=86400"],
    ["/embed/v1.0.0.js", "public, max-age=31536000, immutable"],
  ] as const) {
    const first = await fetch(app.url + path);
    const tag = first.headers.get("etag") ?? "";
    const again = await fetch(app.url + path, { headers: { "If-None-Match": tag } });
    expect([first.status, again.status]).toEqual([200, 304]);
    for (const { headers } of [first, again]) {
      expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("cache-control")).toBe(kept);
      expect(headers.get("content-security-policy")).toMatch(/frame-ancestors 'none'$/);
    }
  }
});
