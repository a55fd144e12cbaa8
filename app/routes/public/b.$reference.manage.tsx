import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { problemResponse } from "#app/platform/http/problems.ts";
import "#app/styles/self-service.css";
import { readManageable } from "#app/attendees/manage-booking.server.ts";
import { listMissing } from "#app/attendees/people-form.ts";
import { translator } from "#app/i18n/translate.ts";
import { resendMail } from "#app/mail/enqueue.server.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { textOf, typedOf } from "#app/questions/booking-form.ts";
import { doneWords } from "#app/self-service/done-words.ts";
import { changeAsAttendee } from "#app/self-service/manage-actions.server.ts";
import { ManagePage } from "#app/self-service/manage-page.tsx";
import type { ManageIntent } from "#app/self-service/manage-props.ts";
import { openOwnBooking } from "#app/self-service/open-own-booking.server.ts";

export const handle: RouteHandle = { surface: "link", disallowsRobots: true };

const INTENTS: ManageIntent[] = ["people", "seats", "move", "resend", "cancel"];

export async function loader(args: LoaderFunctionArgs) {
  const { booking, ctx, token, locale } = await openOwnBooking(args);
  const done = new URL(args.request.url).searchParams.get("done") ?? undefined;
  const page = await readManageable(ctx, booking, locale);
  // Only for seats just added: missing answers of earlier bookings are not requested.
  const asked = done === "seats" ? listMissing({ ...page, event: booking.event }, page.typed) : [];
  return { ...page, booking, token, locale, done, asked, now: ctx.now };
}

export async function action(args: ActionFunctionArgs) {
  const { booking, ctx, token, locale } = await openOwnBooking(args);
  const { context, request } = args;
  const typed = typedOf(await readTypedForm(request));
  const intent = INTENTS.find((each) => each === textOf(typed, "intent"));
  if (!intent) throw problemResponse("malformedForm");
  const t = translator(locale);
  const limit = context.rateLimits.consume("manage", booking.id);
  if (!limit.ok) {
    const title = t("find.tooMany", { count: limit.retryAfterSeconds });
    return data({ problem: { intent, typed, title } }, { status: statusOf("RATE_LIMITED") });
  }
  const done = (what?: string) => {
    context.wakeRelay();
    return redirect(paths.managePage(booking.reference, token, { done: what }), 303);
  };
  if (intent === "resend") return done((await resendMail(ctx, booking.id)).ok ? "resent" : "justSent");
  const problem = await changeAsAttendee(intent, { ctx, booking, typed, locale, t });
  if (problem) return data({ problem }, { status: problem.status });
  return done(intent === "cancel" ? undefined : intent);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const t = translator(data?.locale ?? "en");
  const parts = data && [doneWords(data), t("manage.title"), isolated(data.booking.event.title)];
  return [
    { title: parts?.filter(Boolean).join(" · ") ?? t("problem.linkExpired.title") },
    { name: "description", content: t("manage.description") },
    { name: "robots", content: "noindex" },
  ];
};

export default function ManageRoute() {
  const page = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  return <ManagePage {...page} problem={problem} />;
}
