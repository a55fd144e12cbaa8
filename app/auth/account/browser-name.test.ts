import { expect, test } from "vitest";
import { browserNameOf } from "./browser-name.server.ts";

const AGENTS: [agent: string, browser: string, system: string][] = [
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    "Chrome",
    "Windows",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox", "Linux"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Safari",
    "iOS",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.2592.68",
    "Microsoft Edge",
    "macOS",
  ],
  [
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
    "Chrome",
    "Android",
  ],
];

test.each(AGENTS)("%s is named in words", (agent, browser, system) => {
  expect(browserNameOf(agent)).toEqual({ browser, system });
});

test("a header that names no known browser and system is shortened, and a missing one has no name", () => {
  expect(browserNameOf("curl/8.5.0")).toEqual({ header: "curl/8.5.0" });
  expect(browserNameOf(`x${"\u202e\n"}y`.repeat(300))).toEqual({ header: "x yx y".repeat(30).slice(0, 60) });
  expect(browserNameOf(null)).toEqual({});
  expect(browserNameOf(" ")).toEqual({});
});
