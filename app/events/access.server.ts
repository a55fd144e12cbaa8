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
/** When it was made, a signature over the event and its code, and one over both that is checked without the code. */
const SHAPE = /^([\da-z]{1,9})\.([\w-]{22})\.([\w-]{22})$/;

type Named = Pick<Event, "id" | "organizationId" | "slug">;

/** Returns whether what was typed is the code, whatever its case, spaces and hyphens. An empty code lets nobody in. */
export function isAccessCode(typed: string, code: string): boolean {
  const key = accessKeyOf(code);
  return key !== "" && equalInConstantTime(accessKeyOf(typed), key);
}

/**
 * Returns what says that its bearer has entered the present code of a private event. It is bound to the code, so that another
 * code makes it worthless, and to the event's public name (decision 0088).
 */
export function accessTokenOf(signer: Signer, event: Named, code: string, now: Date): string {
  const time = now.getTime().toString(36);
  const proof = proofOf(signer, event, code, time);
  return `${time}.${proof}.${outerProofOf(signer, event.slug, time, proof)}`;
}

/** Returns whether this deployment made the token for the event of that name, and it has not expired; its code may have changed. */
export function isAccessToken(signer: Signer, slug: string, token: string, now: Date): boolean {
  const [, time = "", proof = "", outer = ""] = SHAPE.exec(token) ?? [];
  if (time === "" || Number.parseInt(time, 36) + LASTS_SECONDS * 1_000 <= now.getTime()) return false;
  return equalInConstantTime(outer, outerProofOf(signer, slug, time, proof));
}

/** Returns whether one of the tokens opens the event now: it is not private, or a token is bound to its present code. */
export async function isOpenTo(
  ctx: Pick<Ctx, "db" | "signer" | "now">,
  event: Named & Pick<Event, "visibility">,
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

/** Returns the Set-Cookie header by which the event's pages know that the code was entered. */
export function accessCookie(slug: string, token: string, secure: boolean): string {
  return serializeCookie({ name: COOKIE, secure, maxAge: LASTS_SECONDS, path: eventPage(slug) }, token);
}

/** Returns the token that a request's cookie has for the event of that name. */
export function accessTokenIn(request: Request, slug: string, secure: boolean): string | undefined {
  return readCookie(request, COOKIE, secure, eventPage(slug));
}

function proofOf(signer: Signer, { id, organizationId }: Named, code: string, time: string): string {
  return toBase64Url(signer.sign("access", organizationId, id, accessKeyOf(code), time)).slice(0, 22);
}

function outerProofOf(signer: Signer, slug: string, time: string, proof: string): string {
  return toBase64Url(signer.sign("access token", slug, time, proof)).slice(0, 22);
}
