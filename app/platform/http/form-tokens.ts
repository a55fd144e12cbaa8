import { equalInConstantTime, newToken, sign, toBase64Url } from "../secrets.ts";
import type { PageKeeping } from "./page-keeping.ts";

/** How long a form may stay open before it has to be looked at again, in milliseconds. */
const LIFETIME_MS = 2 * 60 * 60 * 1000;

/**
 * A token for one rendering of a form: random, signed, and bound to what the form is for. The key under which the form
 * is carried out once is derived from it and from what was typed.
 */
export async function newFormToken(secret: string, purpose: string, now: Date): Promise<string> {
  const unsigned = `${newToken()}.${now.getTime().toString(36)}`;
  return `${unsigned}.${signature(secret, purpose, unsigned)}`;
}

/** The token of a form on a page that may be kept for all visitors: then the host gives each of them one of their own. */
export async function pageFormToken(
  context: { secret: string; page?: PageKeeping | undefined },
  purpose: string,
  now: Date,
): Promise<string> {
  return context.page?.formToken(purpose) ?? (await newFormToken(context.secret, purpose, now));
}

/** Whether this deployment gave the token out for that purpose within the last two hours. */
export async function isFormToken(
  secret: string,
  purpose: string,
  token: string,
  now: Date,
): Promise<boolean> {
  const [nonce, issued, signed] = token.split(".");
  if (!nonce || !issued || !signed || token.length > 200) return false;
  if (!equalInConstantTime(signed, signature(secret, purpose, `${nonce}.${issued}`))) return false;
  const age = now.getTime() - Number.parseInt(issued, 36);
  return age > -60_000 && age < LIFETIME_MS;
}

/** How long ago the token was given out, in milliseconds, as it says itself; `isFormToken` tells whether that is true. */
export function ageOfFormToken(token: string, now: Date): number {
  return now.getTime() - Number.parseInt(token.split(".")[1] ?? "", 36);
}

function signature(secret: string, purpose: string, unsigned: string): string {
  return toBase64Url(sign(secret, "form", purpose, unsigned));
}
