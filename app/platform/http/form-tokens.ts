import { equalInConstantTime, newToken, toBase64Url } from "../secrets.ts";
import type { Signer } from "../signer.ts";
import type { PageKeeping } from "./page-keeping.ts";

/** How long a form may stay open before it has to be looked at again, in milliseconds. */
const LIFETIME_MS = 2 * 60 * 60 * 1000;

/**
 * A token for one rendering of a form: random, signed, and bound to what the form is for. The key under which the form
 * is carried out once is derived from it and from what was typed.
 */
export function newFormToken(signer: Signer, purpose: string, now: Date): string {
  const unsigned = `${newToken()}.${now.getTime().toString(36)}`;
  return `${unsigned}.${signature(signer, purpose, unsigned)}`;
}

/** The token of a form on a page that may be kept for all visitors: then the host gives each of them one of their own. */
export function pageFormToken(
  context: { signer: Signer; page?: PageKeeping | undefined },
  purpose: string,
  now: Date,
): string {
  return context.page?.formToken(purpose) ?? newFormToken(context.signer, purpose, now);
}

/** Whether this deployment gave the token out for that purpose within the last two hours. */
export function isFormToken(signer: Signer, purpose: string, token: string, now: Date): boolean {
  const [nonce, issued, signed] = token.split(".");
  if (!nonce || !issued || !signed || token.length > 200) return false;
  if (!equalInConstantTime(signed, signature(signer, purpose, `${nonce}.${issued}`))) return false;
  const age = now.getTime() - Number.parseInt(issued, 36);
  return age > -60_000 && age < LIFETIME_MS;
}

/** How long ago the token was given out, in milliseconds, as it says itself; `isFormToken` tells whether that is true. */
export function ageOfFormToken(token: string, now: Date): number {
  return now.getTime() - Number.parseInt(token.split(".")[1] ?? "", 36);
}

function signature(signer: Signer, purpose: string, unsigned: string): string {
  return toBase64Url(signer.sign("form", purpose, unsigned));
}
