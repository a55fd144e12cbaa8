const hiddenKeys =
  /^(authorization|proxyauthorization|setcookie|xapikey|key|to|replyto|phone|params|answers|person|name)$|(cookie|password|secret|token|email|apikey)$/;
const hidden = "[hidden]";

const ELLIPSIS = "…";
const UNDERSCORE = "_".charCodeAt(0);

/** Indexed by character code: 1 for each character that a plain text may have. */
const plainCodes = new Uint8Array(ELLIPSIS.charCodeAt(0) + 1);
for (const letter of `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:/-${ELLIPSIS}`) {
  plainCodes[letter.charCodeAt(0)] = 1;
}

/**
 * Returns true for words, numbers and paths, which are most of what is logged: they need no redaction and no escaping in JSON.
 * It runs on every value of every line, where a regular expression would take twice as long.
 */
export function isPlain(text: string): boolean {
  if (text.length > 200) return false;
  let mayHoldKey = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (plainCodes[code] !== 1) return false;
    if (code === UNDERSCORE) mayHoldKey = true;
  }
  return !mayHoldKey || !text.includes("rsv_live_");
}

/**
 * Masks addresses, keys and passwords in running text, such as a mail server's response. The quantifiers are bounded, so that
 * the time for a hostile text is proportional to its length.
 */
export function scrubText(text: string): string {
  if (isPlain(text)) return text;
  let clean = text.length > 8000 ? `${text.slice(0, 8000)}…` : text;
  if (clean.includes("@")) {
    clean = clean
      .replace(/(\w{1,20}:\/\/)[^\s/@]{1,300}@/g, `$1${hidden}@`)
      .replace(/[^\s@<>"'(),;:[\]]{1,64}@[^\s@<>"'(),;:[\]]{1,255}/g, (found) =>
        found.startsWith(hidden) ? found : "[e-mail]",
      );
  }
  return clean
    .replace(/\b(Bearer|Basic)\s{1,4}[\w.~+/=-]{1,500}/gi, `$1 ${hidden}`)
    .replace(/\b(token|key|secret|password)=[^\s&"']{1,500}/gi, `$1=${hidden}`)
    .replace(/\brsv_live_[\w-]{1,100}/g, hidden);
}

interface PostgresLike {
  code?: unknown;
  constraint_name?: unknown;
  table_name?: unknown;
}

function framesOf(stack: string | undefined): string | undefined {
  const frames = stack?.split("\n").filter((line) => /^\s{2,8}at /.test(line));
  return frames?.length ? frames.slice(0, 20).join("\n") : undefined;
}

/**
 * Returns an error as fields of a log line. A database error never shows its SQL, its parameters or the values that it quotes:
 * only its SQLSTATE, constraint and table. Stack frames stay, since they hold no data.
 */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return redact(error);
  const { code, constraint_name, table_name } = error as Error & PostgresLike;
  const holdsStatement = "query" in error && "params" in error;
  const holdsValues = typeof code === "string" && /^22/.test(code);
  return {
    type: error.name,
    message: holdsStatement
      ? "a statement failed"
      : holdsValues
        ? "a value was refused"
        : scrubText(error.message),
    ...(code === undefined ? {} : { code: String(code) }),
    ...(constraint_name === undefined ? {} : { constraint: String(constraint_name) }),
    ...(table_name === undefined ? {} : { table: String(table_name) }),
    stack: framesOf(error.stack),
    ...(error.cause === undefined || depth >= 4 ? {} : { cause: describeError(error.cause, depth + 1) }),
    ...(error instanceof AggregateError && depth < 4
      ? { errors: error.errors.slice(0, 5).map((each) => describeError(each, depth + 1)) }
      : {}),
  };
}

/** Results by key, of which code has few; bounded, since some keys come from outside. */
const knownKeys = new Map<string, boolean>();

/** Returns whether values under this key are hidden. */
export function isSensitiveKey(key: string): boolean {
  let sensitive = knownKeys.get(key);
  if (sensitive === undefined) {
    sensitive = hiddenKeys.test(key.toLowerCase().replace(/[-_]/g, ""));
    if (knownKeys.size < 1_000) knownKeys.set(key, sensitive);
  }
  return sensitive;
}

/** Returns a copy of a value to be logged, in which every value under a sensitive key, at any depth, is hidden. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return scrubText(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Error) return describeError(value, depth);
  if (value instanceof Date) return value;
  if (depth >= 6) return "…";
  if (Array.isArray(value)) return value.slice(0, 50).map((each) => redact(each, depth + 1));
  if (value instanceof Headers) return redact(Object.fromEntries(value), depth);
  const clean: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    clean[key] = each !== undefined && isSensitiveKey(key) ? hidden : redact(each, depth + 1);
  }
  return clean;
}
