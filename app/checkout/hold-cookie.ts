import { readCookie, serializeCookie } from "#app/platform/http/cookies.ts";
import { eventPage } from "#app/platform/http/paths.ts";
import { isId } from "#app/platform/ids.ts";
import { equalInConstantTime, toBase64Url } from "#app/platform/secrets.ts";
import type { Signer } from "#app/platform/signer.ts";

const COOKIE = "hold";
/** The hold's id, its end and a signature. */
const SHAPE = /^[\w-]{36}\.[\da-z]{1,9}\.[\w-]{22}$/;

/** The deployment's signer, and whether the request came by https. */
interface CookieContext {
  signer: Signer;
  secure: boolean;
}

/**
 * Returns the Set-Cookie header that identifies the hold on the event's page until it ends. The hold, the event and the end are
 * signed, so that the page cache can recognise a visitor with a hold without the database (decision 0081).
 */
export function holdCookie(
  { signer, secure }: CookieContext,
  slug: string,
  hold: { id: string; expiresAt: Date },
  now: Date,
): string {
  const end = hold.expiresAt.getTime();
  const maxAge = Math.max(0, Math.ceil((end - now.getTime()) / 1_000));
  const unsigned = `${hold.id}.${end.toString(36)}`;
  const value = `${unsigned}.${proofOf(signer, slug, unsigned)}`;
  return serializeCookie({ name: COOKIE, secure, maxAge, path: eventPage(slug) }, value);
}

/** Returns the Set-Cookie header that removes the cookie. */
export function noHoldCookie({ secure }: Pick<CookieContext, "secure">, slug: string): string {
  return serializeCookie({ name: COOKIE, secure, maxAge: 0, path: eventPage(slug) }, "");
}

/** Returns the id of the hold in a request's cookie; undefined if the cookie is forged, for another event, or expired. */
export function holdOfCookie(
  request: Request,
  slug: string,
  { signer, secure }: CookieContext,
  now: Date,
): string | undefined {
  const value = readCookie(request, COOKIE, secure, eventPage(slug));
  if (value === undefined || !SHAPE.test(value)) return undefined;
  const [id = "", end = "", proof = ""] = value.split(".");
  if (!isId(id) || Number.parseInt(end, 36) <= now.getTime()) return undefined;
  return equalInConstantTime(proof, proofOf(signer, slug, `${id}.${end}`)) ? id : undefined;
}

function proofOf(signer: Signer, slug: string, unsigned: string): string {
  return toBase64Url(signer.sign("hold cookie", slug, unsigned)).slice(0, 22);
}
