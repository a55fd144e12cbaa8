import { z } from "zod";

const loopbackHost = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

const wholeNumber = (lowest: number, highest: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${lowest} to ${highest}`)
    .transform(Number)
    .refine((value) => value >= lowest && value <= highest, `must be from ${lowest} to ${highest}`)
    .default(fallback);

const onOff = z
  .string()
  .toLowerCase()
  .refine((value) => /^(on|off|1|0|true|false)$/.test(value), "must be on or off")
  .transform((value) => /^(on|1|true)$/.test(value));

const secret = (shortest: number) => z.string().min(shortest, `must have at least ${shortest} characters`);

const urlOf = (...schemes: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)),
      `must be a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(" or ")}`,
    );

const origin = urlOf("http", "https")
  .refine((value) => {
    if (!URL.canParse(value)) return true;
    const url = new URL(value);
    return url.pathname === "/" && !url.search && !url.hash && !url.username && !url.password;
  }, "must be an origin such as https://book.example.org, without a path")
  .transform((value) => new URL(value).origin);

const networks = z
  .string()
  .transform((value) =>
    value
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  )
  .pipe(
    z.array(
      z.union(
        [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
        "must be a comma list of IP addresses or networks",
      ),
    ),
  );

const sender = z
  .string()
  .regex(/^(?:[^<>\r\n\0]{0,100}<)?[^\s<>@,;]+@[^\s<>@,;]+>?$/, "must be an address, or Name <address>");

/** Every setting that Reservo reads from its environment, parsed into the value that the app uses. */
export const envSchema = z.object({
  PORT: wholeNumber(0, 65_535, 3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]{1,255}$/, "must be a host name or an IP address")
    .default("127.0.0.1"),
  PUBLIC_ORIGIN: origin.optional(),
  PREVIEW_ORIGIN: origin.optional(),
  TRUSTED_PROXIES: networks.default([]),
  DATABASE_URL: urlOf("postgres", "postgresql").optional(),
  DATABASE_DIRECT_URL: urlOf("postgres", "postgresql").optional(),
  DATABASE_ADMIN_URL: urlOf("postgres", "postgresql").optional(),
  DB_PREPARE: onOff.default(true),
  DB_POOL_MAX: wholeNumber(1, 200, 10),
  RESERVO_DATA_DIR: z.string().default(".reservo"),
  RESERVO_DEMO: onOff.optional(),
  SMTP_URL: urlOf("smtp", "smtps").optional(),
  MAIL_FROM: sender.default("Reservo <reservo@localhost>"),
  SESSION_SECRET: secret(32).optional(),
  API_KEY: secret(20).optional(),
  ADMIN_API_KEY: secret(20).optional(),
  METRICS_TOKEN: secret(16).optional(),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], "must be debug, info, warn, error or silent")
    .default("info"),
  RATE_LIMITS: onOff.default(true),
  MAINTENANCE: onOff.default(false),
  WEBHOOK_ALLOW_LOOPBACK: onOff.default(false),
  CACHE_TTL_MS: wholeNumber(0, 60_000, 1000),
  CACHE_MAX_SIZE: wholeNumber(1, 1_000_000, 10_000),
  PSEUDO_LOCALES: onOff.default(false),
  NODE_ENV: z
    .enum(["development", "production", "test"], "must be development, production or test")
    .default("production"),
});

export type Env = z.output<typeof envSchema>;

/** The environment is invalid. The message is one line that names every problem, and no value. */
export class EnvError extends Error {
  override name = "EnvError";
}

type Source = Record<string, string | undefined>;

const secrets = ["SESSION_SECRET", "API_KEY", "ADMIN_API_KEY", "METRICS_TOKEN"] as const;

function isWellKnown(value: string): boolean {
  return (
    new Set(value).size < 8 ||
    /change.?me|example|password|placeholder|secret|your.?(key|token)|insecure|123456|qwerty|abcdef/i.test(
      value,
    )
  );
}

/**
 * Returns the problems that involve several keys. It reads the raw texts, so that it can report them even when another key is
 * invalid.
 */
function problemsBetween(source: Source): string[] {
  const problems: string[] = [];
  if (source.DATABASE_URL && !source.SESSION_SECRET) {
    problems.push("SESSION_SECRET is required when DATABASE_URL is set, the same on every instance");
  }
  for (const key of ["DATABASE_DIRECT_URL", "DATABASE_ADMIN_URL"]) {
    if (source[key] && !source.DATABASE_URL) problems.push(`${key} needs DATABASE_URL`);
  }
  if (source.SMTP_URL && !source.MAIL_FROM) problems.push("MAIL_FROM is required when SMTP_URL is set");
  if (source.PREVIEW_ORIGIN && source.PREVIEW_ORIGIN === source.PUBLIC_ORIGIN) {
    problems.push(
      "PREVIEW_ORIGIN and PUBLIC_ORIGIN must differ: the preview proves that forms work elsewhere",
    );
  }
  if (source.API_KEY && source.API_KEY === source.ADMIN_API_KEY) {
    problems.push("API_KEY and ADMIN_API_KEY must differ");
  }
  if ((source.NODE_ENV ?? "production") !== "production") return problems;
  if (/^(on|1|true)$/i.test(source.PSEUDO_LOCALES ?? "")) {
    problems.push("PSEUDO_LOCALES is for tests, with NODE_ENV=test");
  }
  for (const key of secrets) {
    const value = source[key];
    if (value && isWellKnown(value))
      problems.push(`${key} is easy to guess: make one with "openssl rand -hex 32"`);
  }
  if (source.WEBHOOK_ALLOW_LOOPBACK && onOff.safeParse(source.WEBHOOK_ALLOW_LOOPBACK).data !== false) {
    problems.push("WEBHOOK_ALLOW_LOOPBACK is for tests and development, and must be off in production");
  }
  for (const key of ["PUBLIC_ORIGIN", "PREVIEW_ORIGIN"]) {
    const given = source[key];
    if (!given || !URL.canParse(given)) continue;
    const url = new URL(given);
    if (url.protocol === "http:" && !loopbackHost.test(url.hostname)) {
      problems.push(`${key} must be https in production, unless it is this computer`);
    }
  }
  return problems;
}

/**
 * Reads the settings. An empty text counts as unset. Throws EnvError, which names all problems at once and never repeats a
 * value, since a value may be a secret.
 */
export function readEnv(source: Source = process.env): Env {
  const set: Source = {};
  for (const key of Object.keys(envSchema.shape)) {
    const value = source[key]?.trim();
    if (value) set[key] = value;
  }
  const parsed = envSchema.safeParse(set);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  problems.push(...problemsBetween(set));
  if (!parsed.success || problems.length > 0) {
    throw new EnvError(`The environment needs attention: ${[...new Set(problems)].join("; ")}.`);
  }
  return parsed.data;
}
