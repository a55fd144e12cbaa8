import { and, eq, lt, sql } from "drizzle-orm";
import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import { elapsed, pause } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { FORM_KEY } from "#app/platform/http/form-key.ts";
import { seal, unseal } from "#app/platform/seal.ts";
import { hashToken } from "#app/platform/secrets.ts";
import type { Db } from "#db/client.ts";
import { formResponses } from "#db/schema/index.ts";
import { isProcessed, type ResponseText, readResponse, writeResponse } from "./response-text.ts";

/** A form was submitted with the key of a processed form, but with other contents: it was changed and submitted again. */
export class FormReused extends Error {
  override name = "FormReused";
}

/** One form submitted by a member. */
interface SentForm {
  userId: string;
  keyHash: Uint8Array;
  bodyHash: Uint8Array;
}

/** Without a response after this time, the instance that processed the form counts as crashed. */
const RUNNING_SECONDS = 60;
/** Maximum time that a duplicate request waits for the response to the first one. */
const WAIT_MS = 10_000;
const MIN_POLL_INTERVAL_MS = 25;
const MAX_POLL_INTERVAL_MS = 400;
const PURPOSE = "form answers";

/**
 * Processes a form once, however often it arrives: `work` runs for the first request, and all get its response. Refused
 * and unstarted forms are not stored, so that they can be corrected and submitted again. Throws FormReused if the key
 * belongs to a form with other contents, and OutcomeUnknown if the outcome of the first request is unknown.
 */
export async function processOnce<Result>(
  ctx: Ctx,
  form: SentForm,
  work: () => Promise<Result>,
): Promise<Result> {
  const began = elapsed();
  for (let ms = MIN_POLL_INTERVAL_MS; ; ms = Math.min(2 * ms, MAX_POLL_INTERVAL_MS)) {
    if (await claim(ctx, form)) return await settle(ctx, form, work);
    const first = await findFirst(ctx, form);
    if (first?.state === "answered") return (await storedResponseOf(ctx, form, first)) as Result;
    if (first && (first.state === "unknown" || first.lapsed)) throw new OutcomeUnknown();
    if (elapsed() - began > WAIT_MS) throw new OutcomeUnknown();
    if (first) await pause(ms, 0.5);
  }
}

/** Returns the identity of a form; undefined without a key, in which case it is processed each time it arrives. */
export async function sentFormOf(
  userId: string,
  path: string,
  form: FormData,
): Promise<SentForm | undefined> {
  const key = form.get(FORM_KEY);
  if (key === null || key === "") return undefined;
  const fields = [...form].filter(([name]) => name !== FORM_KEY);
  return {
    userId,
    keyHash: await hashToken(JSON.stringify([key, path, form.get("intent")])),
    // The key, which is not stored, makes a password in the form as hard to guess from its hash as the key itself.
    bodyHash: await hashToken(JSON.stringify([key, fields])),
  };
}

/** Deletes stored responses that are older than a day. */
export async function deleteOldFormResponses(db: Db): Promise<void> {
  await db.delete(formResponses).where(lt(formResponses.createdAt, sql`now() - interval '1 day'`));
}

async function settle<Result>(ctx: Ctx, form: SentForm, work: () => Promise<Result>): Promise<Result> {
  const row = rowOf(ctx, form);
  let response: Result;
  try {
    response = await work();
  } catch (error) {
    // A route throws a Response before it changes anything; after any other error the outcome is unknown.
    const isNothingDone = error instanceof Response || error instanceof Overloaded;
    const settled = isNothingDone
      ? ctx.db.delete(formResponses).where(row)
      : ctx.db.update(formResponses).set({ state: "unknown" }).where(row);
    await settled.catch((err: unknown) => ctx.log.error({ err }, "a form's key was not released"));
    throw error;
  }
  if (isProcessed(response)) {
    const sealed = await seal(JSON.stringify(writeResponse(response)), sealOf(ctx, form));
    await ctx.db.update(formResponses).set({ state: "answered", response: sealed }).where(row);
  } else {
    await ctx.db.delete(formResponses).where(row);
  }
  return response;
}

async function claim(ctx: Ctx, { userId, keyHash, bodyHash }: SentForm): Promise<boolean> {
  const claimed = await ctx.db
    .insert(formResponses)
    .values({ organizationId: ctx.organizationId, userId, keyHash, bodyHash })
    .onConflictDoNothing()
    .returning({ state: formResponses.state });
  return claimed.length > 0;
}

async function findFirst(ctx: Ctx, form: SentForm) {
  const [first] = await ctx.db
    .select({
      state: formResponses.state,
      response: formResponses.response,
      isSame: eq(formResponses.bodyHash, form.bodyHash).mapWith(Boolean),
      lapsed: lt(formResponses.createdAt, sql`now() - make_interval(secs => ${RUNNING_SECONDS})`).mapWith(
        Boolean,
      ),
    })
    .from(formResponses)
    .where(rowOf(ctx, form));
  return first;
}

async function storedResponseOf(
  ctx: Ctx,
  form: SentForm,
  first: { response: Uint8Array | null; isSame: boolean },
): Promise<unknown> {
  if (!first.isSame) throw new FormReused();
  const text = first.response && (await unseal(first.response, sealOf(ctx, form)));
  // Encrypted with another secret: the form was processed, but its response cannot be shown again.
  if (!text) throw new OutcomeUnknown();
  return readResponse(JSON.parse(text) as ResponseText);
}

const sealOf = ({ signer }: Ctx, { keyHash }: SentForm) => ({
  signer,
  purpose: PURPOSE,
  boundTo: keyHash,
});

const rowOf = ({ organizationId }: Ctx, { userId, keyHash }: SentForm) =>
  and(
    eq(formResponses.organizationId, organizationId),
    eq(formResponses.userId, userId),
    eq(formResponses.keyHash, keyHash),
  );
