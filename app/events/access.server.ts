import type { Ctx } from "#app/platform/ctx.ts";
import { readCookie, serializeCookie } from "#app/platform/http/cookies.ts";
import { eventPage } from "#app/platform/http/paths.ts";
import { equalInConstantTime, toBase64Url } from "#app/platform/secrets.ts";
import type { Signer } from "#app/platform/signer.ts";
import { accessKeyOf } from "#app/platform/text/access-code.ts";
import { findAccessCode } from "./access-code.server.ts";
import type { Event } from "./event.ts";

const COOKIE = "access";
const LASTS_SECONDS = 30 * 24 * 60 * 60;
/** The time of issue, a signature of the event and its code, and an outer signature that can be checked without the code. */
const SHAPE = /^([\da-z]{1,9})\.([\w-]{22})\.([\w-]{22})$/;

type EventKey = Pick<Event, "id" | "organizationId" | "slug">;

/** Returns whether the typed text is the code, ignoring case, spaces and hyphens. An empty code never matches. */
export function isAccessCode(typed: string, code: string): boolean {
  const key = accessKeyOf(code);
  return key !== "" && equalInConstantTime(accessKeyOf(typed), key);
}

/**
 * Returns a token which proves that its bearer has entered the current code of a private event. It is bound to the code, so
 * that a new code invalidates it, and to the event's public name (decision 0088).
 */
export function accessTokenOf(signer: Signer, event: EventKey, code: string, now: Date): string {
  const time = now.getTime().toString(36);
  const proof = proofOf(signer, event, code, time);
  return `${time}.${proof}.${outerProofOf(signer, event.slug, time, proof)}`;
}

/** Returns whether the token is genuine for the event with that name, and not expired. Does not check the event's code. */
export function isAccessToken(signer: Signer, slug: string, token: string, now: Date): boolean {
  const [, time = "", proof = "", outer = ""] = SHAPE.exec(token) ?? [];
  if (time === "" || Number.parseInt(time, 36) + LASTS_SECONDS * 1_000 <= now.getTime()) return false;
  return equalInConstantTime(outer, outerProofOf(signer, slug, time, proof));
}

/** Returns whether the event is not private, or one of the tokens is bound to its current code. */
export async function isOpenTo(
  ctx: Pick<Ctx, "db" | "signer" | "now">,
  event: EventKey & Pick<Event, "visibility">,
  tokens: readonly (string | null | undefined)[],
): Promise<boolean> {
  if (event.visibility !== "private") return true;
  const { db, signer, now } = ctx;
  const genuine = tokens
    .filter((token) => typeof token === "string")
    .filter((token) => {
      return isAccessToken(signer, event.slug, token, now);
    });
  if (genuine.length === 0) return false;
  const code = await findAccessCode({ db, organizationId: event.organizationId }, event.id);
  return genuine.some((token) => {
    const [time = "", proof = ""] = token.split(".");
    return equalInConstantTime(proof, proofOf(signer, event, code, time));
  });
}

/** Returns the Set-Cookie header that stores an access token for the event's pages. */
export function accessCookie(slug: string, token: string, secure: boolean): string {
  return serializeCookie({ name: COOKIE, secure, maxAge: LASTS_SECONDS, path: eventPage(slug) }, token);
}

/** Returns the access token in a request's cookie for the event with that name; undefined without one. */
export function accessTokenIn(request: Request, slug: string, secure: boolean): string | undefined {
  return readCookie(request, COOKIE, secure, eventPage(slug));
}

function proofOf(signer: Signer, { id, organizationId }: EventKey, code: string, time: string): string {
  return toBase64Url(signer.sign("access", organizationId, id, accessKeyOf(code), time)).slice(0, 22);
}

function outerProofOf(signer: Signer, slug: string, time: string, proof: string): string {
  return toBase64Url(signer.sign("access token", slug, time, proof)).slice(0, 22);
}
