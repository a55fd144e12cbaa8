import { readCookie, serializeCookie } from "#app/platform/http/cookies.ts";
import { eventPage } from "#app/platform/http/paths.ts";
import { isId } from "#app/platform/ids.ts";
import { equalInConstantTime, toBase64Url } from "#app/platform/secrets.ts";
import type { Signer } from "#app/platform/signer.ts";

const COOKIE = "hold";
/** An id, when it ends, and a signature. */
const SHAPE = /^[\w-]{36}\.[\da-z]{1,9}\.[\w-]{22}$/;

/** Who sets and reads the cookie: the deployment's signature, and whether the visitor came by https. */
interface Parts {
  signer: Signer;
  secure: boolean;
}

/**
 * Returns the Set-Cookie header by which visits of the event's page know the hold, until it ends. It names the hold, the event
 * and the end, all of it signed, so that whether a page is the visitor's own is decided without the database (decision 0081).
 */
export function holdCookie(
  { signer, secure }: Parts,
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

/** Returns the Set-Cookie header that removes it. */
export function noHoldCookie({ secure }: Pick<Parts, "secure">, slug: string): string {
  return serializeCookie({ name: COOKIE, secure, maxAge: 0, path: eventPage(slug) }, "");
}

/** Returns the id of the hold that a request's cookie names; undefined where it is not ours, of another event, or over. */
export function holdOfCookie(
  request: Request,
  slug: string,
  { signer, secure }: Parts,
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
