import { equalInConstantTime, newToken, toBase64Url } from "../secrets.ts";
import type { Signer } from "../signer.ts";
import type { PageCaching } from "./page-caching.ts";

/** How long a form may stay open before it has to be reloaded. */
const LIFETIME_MS = 2 * 60 * 60 * 1000;

/**
 * Returns a token for one rendering of a form: random, signed, and bound to the form's purpose. The idempotency key of the form
 * is derived from the token and the typed values.
 */
export function newFormToken(signer: Signer, purpose: string, now: Date): string {
  const unsigned = `${newToken()}.${now.getTime().toString(36)}`;
  return `${unsigned}.${signature(signer, purpose, unsigned)}`;
}

/**
 * Returns the token of a form on a page that may be cached for all visitors: a placeholder then, which the host replaces by a
 * token for each visitor.
 */
export function pageFormToken(
  context: { signer: Signer; page?: PageCaching | undefined },
  purpose: string,
  now: Date,
): string {
  return context.page?.formToken(purpose) ?? newFormToken(context.signer, purpose, now);
}

/** Returns whether this deployment issued the token for that purpose within the last two hours. */
export function isFormToken(signer: Signer, purpose: string, token: string, now: Date): boolean {
  const [nonce, issued, signed] = token.split(".");
  if (!nonce || !issued || !signed || token.length > 200) return false;
  if (!equalInConstantTime(signed, signature(signer, purpose, `${nonce}.${issued}`))) return false;
  const age = now.getTime() - Number.parseInt(issued, 36);
  return age > -60_000 && age < LIFETIME_MS;
}

/** Returns the age of the token in milliseconds as it claims; `isFormToken` verifies the claim. */
export function ageOfFormToken(token: string, now: Date): number {
  return now.getTime() - Number.parseInt(token.split(".")[1] ?? "", 36);
}

function signature(signer: Signer, purpose: string, unsigned: string): string {
  return toBase64Url(signer.sign("form", purpose, unsigned));
}
