import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { EnvError, envSchema, readEnv } from "./env.ts";

const strong = "k3Jv9Qz1Lw7Xt5Rb8Ny2Hd6Fs4Gp0Mc-uTeZiOaB";

function refusal(source: Record<string, string>): string {
  try {
    readEnv(source);
  } catch (error) {
    expect(error).toBeInstanceOf(EnvError);
    return (error as EnvError).message;
  }
  return "accepted";
}

test("an empty environment gives the documented defaults", () => {
  expect(readEnv({})).toEqual({
    PORT: 3000,
    HOST: "127.0.0.1",
    TRUSTED_PROXIES: [],
    DB_PREPARE: true,
    DB_POOL_MAX: 10,
    RESERVO_DATA_DIR: ".reservo",
    MAIL_FROM: "Reservo <reservo@localhost>",
    LOG_LEVEL: "info",
    RATE_LIMITS: true,
    WEBHOOK_ALLOW_LOOPBACK: false,
    MAINTENANCE: false,
    CACHE_TTL_MS: 1000,
    CACHE_MAX_SIZE: 10_000,
    PSEUDO_LOCALES: false,
    NODE_ENV: "production",
  });
});

test("a full environment is parsed into the values that the app uses", () => {
  const env = readEnv({
    PORT: "0",
    HOST: "::",
    PUBLIC_ORIGIN: "https://Book.Example.org/",
    TRUSTED_PROXIES: "10.0.0.0/8, 192.0.2.7,fd00::/8,::1",
    DATABASE_URL: "postgres://reservo:pw@db/reservo",
    SESSION_SECRET: strong,
    RESERVO_DEMO: "1",
    RATE_LIMITS: "off",
    MAINTENANCE: "ON",
    SMTP_URL: "smtps://user:pw@mail.example.org",
    MAIL_FROM: "Tickets <tickets@example.org>",
  });
  expect(env).toMatchObject({
    PORT: 0,
    PUBLIC_ORIGIN: "https://book.example.org",
    TRUSTED_PROXIES: ["10.0.0.0/8", "192.0.2.7", "fd00::/8", "::1"],
    RESERVO_DEMO: true,
    RATE_LIMITS: false,
    MAINTENANCE: true,
  });
});

test("an empty text counts as unset", () => {
  expect(readEnv({ PORT: "", DATABASE_URL: " ", RESERVO_DEMO: "" })).toMatchObject({ PORT: 3000 });
});

const bad: [string, Record<string, string>][] = [
  ["PORT", { PORT: "http" }],
  ["PORT", { PORT: "70000" }],
  ["PORT", { PORT: "-1" }],
  ["HOST", { HOST: "two words" }],
  ["PUBLIC_ORIGIN", { PUBLIC_ORIGIN: "book.example.org" }],
  ["PUBLIC_ORIGIN", { PUBLIC_ORIGIN: "https://book.example.org/path" }],
  ["PUBLIC_ORIGIN", { PUBLIC_ORIGIN: "http://book.example.org" }],
  ["TRUSTED_PROXIES", { TRUSTED_PROXIES: "everyone" }],
  ["TRUSTED_PROXIES", { TRUSTED_PROXIES: "10.0.0.0/99" }],
  ["DATABASE_URL", { DATABASE_URL: "mysql://db/reservo", SESSION_SECRET: strong }],
  ["SESSION_SECRET", { DATABASE_URL: "postgres://db/reservo" }],
  ["SESSION_SECRET", { SESSION_SECRET: "short" }],
  ["SESSION_SECRET", { SESSION_SECRET: "changeme-changeme-changeme-changeme" }],
  ["SESSION_SECRET", { SESSION_SECRET: "a".repeat(64) }],
  ["DATABASE_ADMIN_URL", { DATABASE_ADMIN_URL: "postgres://db/reservo" }],
  ["DATABASE_DIRECT_URL", { DATABASE_DIRECT_URL: "postgres://db/reservo" }],
  ["DB_PREPARE", { DB_PREPARE: "maybe" }],
  ["DB_POOL_MAX", { DB_POOL_MAX: "0" }],
  ["RESERVO_DEMO", { RESERVO_DEMO: "perhaps" }],
  ["SMTP_URL", { SMTP_URL: "mail.example.org", MAIL_FROM: "a@b.example" }],
  ["MAIL_FROM", { SMTP_URL: "smtp://mail.example.org" }],
  ["MAIL_FROM", { MAIL_FROM: "nobody" }],
  ["MAIL_FROM", { MAIL_FROM: "a@b.example\r\nBcc: c@d.example" }],
  ["API_KEY", { API_KEY: "too-short" }],
  ["ADMIN_API_KEY", { API_KEY: strong, ADMIN_API_KEY: strong }],
  ["METRICS_TOKEN", { METRICS_TOKEN: "metrics" }],
  ["LOG_LEVEL", { LOG_LEVEL: "loud" }],
  ["CACHE_TTL_MS", { CACHE_TTL_MS: "1.5" }],
  ["WEBHOOK_ALLOW_LOOPBACK", { WEBHOOK_ALLOW_LOOPBACK: "maybe" }],
  ["WEBHOOK_ALLOW_LOOPBACK", { WEBHOOK_ALLOW_LOOPBACK: "on" }],
  ["NODE_ENV", { NODE_ENV: "staging" }],
];

test.each(bad)("%s is refused by name in %o", (key, source) => {
  expect(refusal(source)).toContain(key);
});

test("the error is one line that names all problems and repeats no value", () => {
  const message = refusal({
    PORT: "hunter2",
    DATABASE_URL: "postgres://reservo:hunter2@db/reservo",
    SESSION_SECRET: "hunter2",
    LOG_LEVEL: "hunter2",
  });
  expect(message).not.toContain("\n");
  expect(message).not.toContain("hunter2");
  for (const key of ["PORT", "SESSION_SECRET", "LOG_LEVEL"]) expect(message).toContain(key);
});

test("a loopback origin may be http in production, and any origin in development", () => {
  expect(readEnv({ PUBLIC_ORIGIN: "http://localhost:3000" }).PUBLIC_ORIGIN).toBe("http://localhost:3000");
  const development = readEnv({ PUBLIC_ORIGIN: "http://book.test", NODE_ENV: "development" });
  expect(development.PUBLIC_ORIGIN).toBe("http://book.test");
});

test("the example file lists each key once, is itself accepted, and states the defaults", () => {
  const lines = readFileSync(new URL("../../.env.example", import.meta.url), "utf8").split("\n");
  const pairs = lines
    .filter((line) => /^[A-Z]/.test(line))
    .map((line) => line.split(/=(.*)/s) as [string, string]);
  expect(pairs.map(([key]) => key).sort()).toEqual(Object.keys(envSchema.shape).sort());
  expect(readEnv(Object.fromEntries(pairs))).toEqual(readEnv({}));
});

test("the pseudo-locales exist in tests only", () => {
  expect(readEnv({ PSEUDO_LOCALES: "on", NODE_ENV: "test" }).PSEUDO_LOCALES).toBe(true);
  expect(() => readEnv({ PSEUDO_LOCALES: "on" })).toThrow(/PSEUDO_LOCALES is for tests/);
});

test("the preview has a separate, safe origin", () => {
  expect(readEnv({ PREVIEW_ORIGIN: "https://Preview.example.net/" }).PREVIEW_ORIGIN).toBe(
    "https://preview.example.net",
  );
  expect(refusal({ PREVIEW_ORIGIN: "http://preview.example.net" })).toContain("PREVIEW_ORIGIN must be https");
  const same = { PUBLIC_ORIGIN: "https://book.example.org", PREVIEW_ORIGIN: "https://book.example.org" };
  expect(refusal(same)).toContain("must differ");
});
