import { and, eq, lt, sql } from "drizzle-orm";
import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import { elapsed, pause } from "#app/platform/clock.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { FORM_KEY } from "#app/platform/http/form-key.ts";
import { seal, unseal } from "#app/platform/seal.ts";
import { hashToken } from "#app/platform/secrets.ts";
import type { Db } from "#db/client.ts";
import { formAnswers } from "#db/schema/index.ts";
import { type AnswerText, isCarriedOut, readAnswer, writeAnswer } from "./answer-text.ts";

/** A form that was sent under the key of another one that was carried out: somebody changed it and sent it again. */
export class FormReused extends Error {
  override name = "FormReused";
}

/** One form that a member sent. */
interface SentForm {
  userId: string;
  keyHash: Uint8Array;
  bodyHash: Uint8Array;
}

/** After so long without an answer, the instance that carried the form out is taken for dead. */
const RUNNING_SECONDS = 60;
/** How long a request waits for the answer to its twin. */
const WAIT_MS = 10_000;
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 400;
const PURPOSE = "form answers";

/**
 * Carries a form out once, however often it arrives: `work` runs for the first, and its answer is returned to all. What
 * was refused, or not started, is not kept, so that the form can be corrected and sent again. Throws FormReused where the
 * key belongs to a form with other contents, and OutcomeUnknown where it is not known what became of the first.
 */
export async function carryOutOnce<Answer>(
  ctx: Ctx,
  form: SentForm,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const began = elapsed();
  for (let ms = FIRST_PAUSE_MS; ; ms = Math.min(2 * ms, LONGEST_PAUSE_MS)) {
    if (await claim(ctx, form)) return await settle(ctx, form, work);
    const first = await findFirst(ctx, form);
    if (first?.state === "answered") return (await answerOf(ctx, form, first)) as Answer;
    if (first && (first.state === "unknown" || first.lapsed)) throw new OutcomeUnknown();
    if (elapsed() - began > WAIT_MS) throw new OutcomeUnknown();
    if (first) await pause(ms, 0.5);
  }
}

/** Returns what identifies a form; undefined for one without a key, which is carried out as often as it arrives. */
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
    bodyHash: await hashToken(JSON.stringify(fields)),
  };
}

/** Removes the answers of forms that are a day old. */
export async function deleteOldFormAnswers(db: Db): Promise<void> {
  await db.delete(formAnswers).where(lt(formAnswers.createdAt, sql`now() - interval '1 day'`));
}

async function settle<Answer>(ctx: Ctx, form: SentForm, work: () => Promise<Answer>): Promise<Answer> {
  const row = rowOf(ctx, form);
  let answer: Answer;
  try {
    answer = await work();
  } catch (error) {
    // What a route throws it has decided before it did anything; of any other error nobody knows how far it came.
    const isNothingDone = error instanceof Response || error instanceof Overloaded;
    const settled = isNothingDone
      ? ctx.db.delete(formAnswers).where(row)
      : ctx.db.update(formAnswers).set({ state: "unknown" }).where(row);
    await settled.catch((err: unknown) => ctx.log.error({ err }, "a form's key was not released"));
    throw error;
  }
  if (isCarriedOut(answer)) {
    const sealed = await seal(JSON.stringify(writeAnswer(answer)), sealOf(ctx, form));
    await ctx.db.update(formAnswers).set({ state: "answered", answer: sealed }).where(row);
  } else {
    await ctx.db.delete(formAnswers).where(row);
  }
  return answer;
}

async function claim(ctx: Ctx, { userId, keyHash, bodyHash }: SentForm): Promise<boolean> {
  const claimed = await ctx.db
    .insert(formAnswers)
    .values({ organizationId: ctx.organizationId, userId, keyHash, bodyHash })
    .onConflictDoNothing()
    .returning({ state: formAnswers.state });
  return claimed.length > 0;
}

async function findFirst(ctx: Ctx, form: SentForm) {
  const [first] = await ctx.db
    .select({
      state: formAnswers.state,
      answer: formAnswers.answer,
      isSame: eq(formAnswers.bodyHash, form.bodyHash).mapWith(Boolean),
      lapsed: lt(formAnswers.createdAt, sql`now() - make_interval(secs => ${RUNNING_SECONDS})`).mapWith(
        Boolean,
      ),
    })
    .from(formAnswers)
    .where(rowOf(ctx, form));
  return first;
}

async function answerOf(
  ctx: Ctx,
  form: SentForm,
  first: { answer: Uint8Array | null; isSame: boolean },
): Promise<unknown> {
  if (!first.isSame) throw new FormReused();
  const text = first.answer && (await unseal(first.answer, sealOf(ctx, form)));
  // It was encrypted under another secret: carried out, but the answer cannot be shown again.
  if (!text) throw new OutcomeUnknown();
  return readAnswer(JSON.parse(text) as AnswerText);
}

const sealOf = ({ signer }: Ctx, { keyHash }: SentForm) => ({
  signer,
  purpose: PURPOSE,
  boundTo: keyHash,
});

const rowOf = ({ organizationId }: Ctx, { userId, keyHash }: SentForm) =>
  and(
    eq(formAnswers.organizationId, organizationId),
    eq(formAnswers.userId, userId),
    eq(formAnswers.keyHash, keyHash),
  );
