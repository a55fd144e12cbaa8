import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type AnyRefusal, statusOf } from "#app/platform/refusals.ts";
import "#app/styles/self-service.css";
import { correctAddress, correctableUntil } from "#app/attendees/correct-address.server.ts";
import { listPeople } from "#app/attendees/list-people.server.ts";
import { settleTickets } from "#app/attendees/tickets.server.ts";
import { correctionMessage } from "#app/i18n/refusal-messages.ts";
import { translator } from "#app/i18n/translate.ts";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { isolated } from "#app/platform/text/direction.ts";
import { readEmail } from "#app/platform/text/email.ts";
import { EMAIL_PROBLEMS } from "#app/questions/booking-form.ts";
import { Confirmation, NoBooking } from "#app/self-service/confirmation-page.tsx";
import { openOwnBooking } from "#app/self-service/open-own-booking.server.ts";

export const handle: RouteHandle = { surface: "link", disallowsRobots: true, printable: true };

export async function loader(args: LoaderFunctionArgs) {
  const { booking, ctx, token, locale } = await openOwnBooking(args);
  const { context, request } = args;
  const counts = booking.fate === "confirmed";
  const [people, tickets, correctUntil] = await Promise.all([
    listPeople(ctx, booking.id),
    counts ? settleTickets(ctx, booking) : [],
    correctableUntil(ctx, booking),
  ]);
  return {
    booking,
    people,
    tickets,
    token,
    locale,
    correctUntil,
    now: ctx.now,
    origin: context.origin,
    done: new URL(request.url).searchParams.get("done") ?? undefined,
  };
}

/** Corrects the email address of the booking. */
export async function action(args: ActionFunctionArgs) {
  const { booking, ctx, token, locale } = await openOwnBooking(args);
  const typed = String((await readTypedForm(args.request)).get("email") ?? "").slice(0, 300);
  const t = translator(locale);
  const problem = (refusal: AnyRefusal, error: string) =>
    data({ problem: { email: typed, error } }, { status: statusOf(refusal) });
  const read = readEmail(typed);
  if (!read.ok) return problem("INVALID_FORM", t(EMAIL_PROBLEMS[read.problem]));
  const limit = args.context.rateLimits.consume("find", args.context.clientAddress);
  if (!limit.ok) return problem("RATE_LIMITED", t("find.tooMany", { count: limit.retryAfterSeconds }));
  const corrected = await correctAddress(ctx, booking, { email: read.email, token });
  if (!corrected.ok) return problem(corrected.refusal, t(correctionMessage(corrected.refusal)));
  args.context.wakeRelay();
  return redirect(paths.confirmationPage(booking.reference, token, { done: "corrected" }), 303);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const t = translator(data?.locale ?? "en");
  return [
    {
      title: data
        ? `${data.done === "corrected" ? `${t("booked.corrected")} · ` : ""}${t("booked.title")} · ${isolated(data.booking.event.title)}`
        : t("problem.linkExpired.title"),
    },
    { name: "description", content: t("booked.description") },
    { name: "robots", content: "noindex" },
  ];
};

export default function ConfirmationPage() {
  const page = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  if (page.booking.fate !== "confirmed") return <NoBooking {...page} />;
  return <Confirmation {...page} problem={problem} />;
}
