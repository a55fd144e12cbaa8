import type { AppLoadContext } from "@remix-run/server-runtime";
import { now } from "#app/platform/clock.ts";
import { readCookie, serializeCookie } from "#app/platform/http/cookies.ts";
import { equalInConstantTime, newToken, toBase64Url, toHex } from "#app/platform/secrets.ts";
import type { Signer } from "#app/platform/signer.ts";
import { emailOrText } from "#app/platform/text/email.ts";

const COOKIE = "known";
const COOKIE_MAX_AGE_SECONDS = 365 * 24 * 60 * 60;
/** Accounts that one browser remembers, for computers that several members share. */
const MAX_ACCOUNTS = 4;
const NONCE_CHARACTERS = 16;
const PROOF_CHARACTERS = 22;
/** A random name of the browser, the end of its validity in seconds, and a signature over both and the account. */
const ENTRY = new RegExp(`^[\\w-]{${NONCE_CHARACTERS}}\\.[\\da-z]{1,8}\\.[\\w-]{${PROOF_CHARACTERS}}$`);

type Place = Pick<AppLoadContext, "signer" | "secure">;

interface Entry {
  nonce: string;
  end: string;
  proof: string;
}

/**
 * Returns the rate-limit key of an account by the typed email address, whether or not there is such an account: both must be
 * limited in the same way.
 */
export function accountKeyOf(signer: Signer, email: string): string {
  return toHex(signer.sign("sign-in account", accountOf(email)));
}

/**
 * Returns the name of a browser that has signed in to the account before; undefined for other browsers. Known browsers have
 * limits of their own, so that wrong tries of strangers never keep a member out (decision 0094).
 */
export function knownBrowserOf(
  request: Request,
  { signer, secure }: Place,
  email: string,
): string | undefined {
  return entriesOf(request, secure).find((entry) => isGenuine(signer, email, entry))?.nonce;
}

/** Returns the Set-Cookie header that marks the browser as known to the account, after a complete sign-in. */
export function knownBrowserCookie(request: Request, { signer, secure }: Place, email: string): string {
  const entries = entriesOf(request, secure);
  const own = entries.find((entry) => isGenuine(signer, email, entry));
  const nonce = own?.nonce ?? newToken().slice(0, NONCE_CHARACTERS);
  const end = (Math.floor(now().getTime() / 1_000) + COOKIE_MAX_AGE_SECONDS).toString(36);
  const entry = { nonce, end, proof: proofOf(signer, email, nonce, end) };
  const kept = [entry, ...entries.filter((each) => each !== own)].slice(0, MAX_ACCOUNTS);
  const value = kept.map((each) => `${each.nonce}.${each.end}.${each.proof}`).join("~");
  return serializeCookie({ name: COOKIE, secure, maxAge: COOKIE_MAX_AGE_SECONDS }, value);
}

function entriesOf(request: Request, secure: boolean): Entry[] {
  const value = readCookie(request, COOKIE, secure) ?? "";
  return value
    .split("~", MAX_ACCOUNTS)
    .filter((entry) => ENTRY.test(entry))
    .map((entry) => {
      const [nonce = "", end = "", proof = ""] = entry.split(".");
      return { nonce, end, proof };
    });
}

function isGenuine(signer: Signer, email: string, { nonce, end, proof }: Entry): boolean {
  if (Number.parseInt(end, 36) * 1_000 <= now().getTime()) return false;
  return equalInConstantTime(proof, proofOf(signer, email, nonce, end));
}

function proofOf(signer: Signer, email: string, nonce: string, end: string): string {
  return toBase64Url(signer.sign("known browser", accountOf(email), nonce, end)).slice(0, PROOF_CHARACTERS);
}

/** The address as the database compares it. */
const accountOf = (email: string) => emailOrText(email).toLowerCase();
