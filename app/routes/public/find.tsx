import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { translator } from "#app/i18n/translate.ts";
import { enqueueBookingList } from "#app/mail/enqueue.server.ts";
import { pause } from "#app/platform/clock.ts";
import * as paths from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { localeOr } from "#app/platform/locales.ts";
import { statusOf } from "#app/platform/refusals.ts";
import { readEmail } from "#app/platform/text/email.ts";
import { EMAIL_PROBLEMS } from "#app/questions/booking-form.ts";
import { FindPage, type FindProblem, FindSent } from "#app/self-service/find-page.tsx";

/** Minimum response time, longer than the query and the insert, so that timing does not reveal whether bookings exist. */
const MIN_RESPONSE_MS = 250;

export function loader({ request }: LoaderFunctionArgs) {
  const locale = localeOr(preferencesOf(request).locale);
  return { locale, sent: new URL(request.url).searchParams.has("sent") };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const t = translator(localeOr(preferencesOf(request).locale));
  const typed = String((await readTypedForm(request)).get("email") ?? "").slice(0, 300);
  const limit = context.rateLimits.consume("find", context.clientAddress);
  if (!limit.ok) {
    const wait = t("find.tooMany", { count: limit.retryAfterSeconds });
    return data({ email: typed, wait } satisfies FindProblem, {
      status: statusOf("RATE_LIMITED"),
      headers: { "Retry-After": String(limit.retryAfterSeconds) },
    });
  }
  const read = readEmail(typed);
  if (!read.ok) {
    const problem = { email: typed, error: t(EMAIL_PROBLEMS[read.problem]) } satisfies FindProblem;
    return data(problem, { status: statusOf("INVALID_FORM") });
  }
  await Promise.all([enqueueBookingList(context.db, read.email), pause(MIN_RESPONSE_MS)]);
  context.wakeRelay();
  return redirect(paths.findBooking({ sent: "1" }), 303);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const t = translator(localeOr(data?.locale));
  return [
    { title: t(data?.sent ? "find.sentTitle" : "find.title") },
    { name: "description", content: t("find.line") },
    { name: "robots", content: "noindex" },
  ];
};

export default function FindRoute() {
  const { sent } = useLoaderData<typeof loader>();
  const problem: FindProblem | undefined = useActionData<typeof action>();
  return sent && !problem ? <FindSent /> : <FindPage problem={problem} />;
}
