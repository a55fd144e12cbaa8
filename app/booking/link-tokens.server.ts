import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Ctx, TxCtx } from "#app/platform/ctx.ts";
import { hashToken, newToken } from "#app/platform/secrets.ts";
import type { Db } from "#db/client.ts";
import { linkTokens } from "#db/schema/index.ts";

/** A token of a link to a booking, not stored yet. */
export interface LinkToken {
  bookingId: string;
  token: string;
  /** The stored form. */
  hash: Uint8Array;
}

/** Creates a token. It grants no access until it is saved. */
export async function newLinkToken(bookingId: string): Promise<LinkToken> {
  const token = newToken();
  return { bookingId, token, hash: hashToken(token) };
}

/** Stores the hashes of tokens. Call it last, so that a mail that fails to compose leaves no tokens behind. */
export async function saveLinkTokens(
  { db, organizationId }: Ctx,
  links: readonly LinkToken[],
): Promise<void> {
  await db.insert(linkTokens).values(
    links.map(({ bookingId, hash }) => ({
      organizationId,
      bookingId,
      tokenHash: hash,
      createdAt: sql`now()`,
    })),
  );
}

/** Deletes tokens that were never delivered. */
export async function deleteLinkTokens(db: Db, organizationId: string, hashes: Uint8Array[]): Promise<void> {
  if (hashes.length === 0) return;
  await db
    .delete(linkTokens)
    .where(and(eq(linkTokens.organizationId, organizationId), inArray(linkTokens.tokenHash, hashes)));
}

/** Revokes all links of a booking except the one with this token. */
export async function revokeOtherLinks(tx: TxCtx, bookingId: string, token: string): Promise<void> {
  await tx.tx
    .delete(linkTokens)
    .where(
      and(
        eq(linkTokens.organizationId, tx.organizationId),
        eq(linkTokens.bookingId, bookingId),
        ne(linkTokens.tokenHash, hashToken(token)),
      ),
    );
}
