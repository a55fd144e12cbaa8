import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  redirect,
} from "@remix-run/server-runtime";
import { type Capability, can, canSomewhere } from "#app/auth/capabilities.ts";
import { noteSeen } from "#app/auth/member-seen.server.ts";
import { OutcomeUnknown, Overloaded } from "#app/booking/refusals.ts";
import { type AdminServerTranslate, adminServerTranslator } from "#app/i18n/admin-server-translate.ts";
import { adminLocale } from "#app/i18n/admin-translate.ts";
import { isMemberRefusal, type MemberRefusal, memberMessage } from "#app/i18n/refusal-messages.ts";
import type { Ctx } from "#app/platform/ctx.ts";
import { ctxOf, redirectToCurrent } from "#app/platform/http/ctx-of-request.ts";
import { pagePath } from "#app/platform/http/page-path.ts";
import { type AdminPaths, adminPaths, signIn } from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { problemResponse } from "#app/platform/http/problems.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import type { Locale } from "#app/platform/locales.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { FormReused, processOnce, sentFormOf } from "./form-responses.server.ts";
import { type Account, findAccount, findMembership, type Member, type Membership } from "./member.server.ts";
import { signInAgain, takeCredentials, withCookies } from "./sign-in-again.server.ts";
import { keepFormForSecondFactor, leadToSecondFactor } from "./two-factor-gate.server.ts";

/** An authorised request of a member for an admin page. */
export interface MemberVisit {
  ctx: Ctx;
  member: Member;
  /** All organisations of the member. */
  memberships: Membership[];
  request: Request;
  params: Record<string, string | undefined>;
  query: URLSearchParams;
  context: AppLoadContext;
  /** Paths of the admin pages of the member's organisation. */
  paths: AdminPaths;
  /** The admin's language for this request, and its translator. */
  locale: Locale;
  t: AdminServerTranslate;
}

export interface FormVisit extends MemberVisit {
  form: FormData;
}

/** Finds the rows that a path names, in the member's organisation only, and states where the capability is needed. */
export interface Finder<Own extends object> {
  /**
   * The id of the event in which the member needs the capability, from the rows that were found; `organization` if it is
   * needed for the organisation as a whole, and `anywhere` if one event suffices.
   */
  scope: "organization" | "anywhere" | ((own: Own) => string | "organization");
  /** Throws a 404 if the organisation has no such row. */
  find(visit: MemberVisit): Own | Promise<Own>;
}

type Handler<Own extends object> = (visit: FormVisit & Own) => unknown;
type Handlers<Own extends object> = Handler<Own> | Record<string, Handler<Own>>;
type ResultOf<H> = H extends (...args: never) => infer Result
  ? Awaited<Result>
  : {
      [Intent in keyof H]: H[Intent] extends (...args: never) => infer Result ? Awaited<Result> : never;
    }[keyof H];

interface Refused {
  ok: false;
  refusal: MemberRefusal;
}

/** The part of an action's data that explains why the form was not processed; `ActionNotice` shows it. */
interface NotProcessed {
  notice: string;
}

interface ActionOptions<Kept extends object> {
  /** Reads the body: `readForm` with the form's schema, or `readTypedForm`. */
  read?: (request: Request) => Promise<FormData>;
  /** Returns the data with which the page shows the form as it was typed. */
  keep?: (form: FormData) => Kept;
}

/**
 * Returns a loader for members with the capability. Throws a redirect to the sign-in page for signed-out users, a 403 if
 * the member lacks the capability, and a 404 if the user is not a member of the organisation in the path, or `own` finds
 * nothing or something in an event that the member may not see. Members without the second factor that the organisation
 * requires get a redirect to the page that turns it on. The loader's property `capability` names the capability.
 */
export function memberLoader<Own extends object, Data>(
  capability: Capability,
  own: Finder<Own>,
  read: (visit: MemberVisit & Own) => Data,
) {
  const loader = async (args: LoaderFunctionArgs): Promise<Awaited<Data>> => {
    const visit = await admit(args, capability);
    leadToSecondFactor(visit);
    return await read({ ...visit, ...(await findOwn(visit, own, capability)) });
  };
  return Object.assign(loader, { capability });
}

/**
 * Returns an action for members with the capability. It throws as `memberLoader` does, except that a form submitted while
 * signed out gets a page that signs the member in, preserves the form and submits it again, and one submitted without the
 * second factor that the organisation requires a page that preserves it likewise. `handlers` is one handler, or
 * one per value of the form's field `intent`; other values get a 400. A duplicate form is processed once, and both requests
 * get the same response. A handler's refusal, a busy engine, an unknown outcome and a form that was changed after it was
 * processed become data with a notice and the typed values. The action's property `intents` has the values of `intent`, none for
 * one handler, and `capability` names the capability.
 */
export function memberAction<
  Own extends object,
  H extends Handlers<Own>,
  Kept extends object = Record<never, never>,
>(
  capability: Capability,
  own: Finder<Own>,
  handlers: H,
  { read = readForm, keep }: ActionOptions<Kept> = {},
) {
  const notProcessed = (form: FormData, refusal: MemberRefusal, { t }: MemberVisit) =>
    data({ ...(keep?.(form) as Kept), notice: t(memberMessage(refusal)) } satisfies NotProcessed, {
      status: statusOf(refusal),
    });
  const action = async (
    args: ActionFunctionArgs,
  ): Promise<Exclude<ResultOf<H>, Refused> | ReturnType<typeof notProcessed>> => {
    const signedIn = await signInAgain(args, capability, read);
    return withCookies(signedIn?.cookies ?? [], async () => {
      const visit = await admit(args, capability);
      const form = signedIn?.form ?? (await read(args.request));
      takeCredentials(form);
      keepFormForSecondFactor(visit, form);
      try {
        const handler = handlerFor(handlers, form);
        // A row that the form has removed is no longer found when the form arrives again.
        const result = await processForm(visit, form, async () =>
          handler({ ...visit, ...(await findOwn(visit, own, capability)), form }),
        );
        if (isRefused(result)) return notProcessed(form, result.refusal, visit);
        return result as Exclude<ResultOf<H>, Refused>;
      } catch (error) {
        if (error instanceof FormReused) return notProcessed(form, "FORM_REUSED", visit);
        if (error instanceof Overloaded) return notProcessed(form, "OVERLOADED", visit);
        if (error instanceof OutcomeUnknown) return notProcessed(form, "OUTCOME_UNKNOWN", visit);
        throw error;
      }
    });
  };
  const intents: readonly string[] = typeof handlers === "function" ? [] : Object.keys(handlers);
  return Object.assign(action, { intents, capability });
}

/** Runs the handler once per form, however often it arrives; a form without a key runs each time. */
async function processForm(
  { ctx, member, request, params }: MemberVisit,
  form: FormData,
  handle: () => Promise<unknown>,
): Promise<unknown> {
  // The organisation may have been renamed in the meantime.
  const path = pagePath(request).replace(`/admin/o/${params.slug}`, "");
  const sent = await sentFormOf(member.userId, path, form);
  return sent ? processOnce(ctx, sent, handle) : handle();
}

/** Returns the signed-in user; throws a redirect to the sign-in page for signed-out users. */
export async function requireAccount(request: Request, context: AppLoadContext): Promise<Account> {
  const account = await findAccount(request, context);
  if (!account) throw redirect(signIn(returnPath(request)));
  return account;
}

async function admit(
  { request, params, context }: LoaderFunctionArgs | ActionFunctionArgs,
  capability: Capability,
): Promise<MemberVisit> {
  const account = await requireAccount(request, context);
  const slug = params.slug ?? "";
  const locale = adminLocale(account.locale, preferencesOf(request).locale);
  const membership = await findMembership(context.db, account, slug);
  if (!membership) throw problemResponse("notFound", { locale });
  redirectToCurrent(request, slug, membership.slug);
  const member = { ...account, ...membership };
  if (!canSomewhere(member, capability)) throw problemResponse("forbidden", { locale });
  if (member.isLastSeenStale) await noteSeen(context.db, member);
  return {
    ctx: ctxOf(context, member.organizationId, { kind: "member", id: member.userId }),
    member,
    memberships: account.memberships,
    request,
    params,
    query: new URL(request.url).searchParams,
    context,
    paths: adminPaths(member.slug),
    locale,
    t: adminServerTranslator(locale),
  };
}

/** Finds the rows of a path. Throws a 404 if the member may not know of them, and a 403 without the capability for them. */
async function findOwn<Own extends object>(
  visit: MemberVisit,
  { scope, find }: Finder<Own>,
  capability: Capability,
): Promise<Own> {
  const { member, locale } = visit;
  if (scope === "organization" && !can(member, capability)) throw problemResponse("forbidden", { locale });
  const own = await find(visit);
  if (typeof scope === "string") return own;
  const found = scope(own);
  const eventId = found === "organization" ? undefined : found;
  if (can(member, capability, eventId)) return own;
  throw problemResponse(can(member, "seeEvents", eventId) ? "forbidden" : "notFound", { locale });
}

/** Returns the path to continue at after signing in: the page itself; undefined for a form, which would be submitted twice. */
function returnPath(request: Request): string | undefined {
  if (request.method !== "GET") return undefined;
  return pagePath(request) + new URL(request.url).search;
}

function handlerFor<Own extends object>(handlers: Handlers<Own>, form: FormData): Handler<Own> {
  if (typeof handlers === "function") return handlers;
  const intent = String(form.get("intent"));
  const handler = Object.hasOwn(handlers, intent) ? handlers[intent] : undefined;
  if (!handler) throw problemResponse("malformedForm");
  return handler;
}

function isRefused(result: unknown): result is Refused {
  if (typeof result !== "object" || result === null || !("refusal" in result)) return false;
  return isMemberRefusal(result.refusal);
}
