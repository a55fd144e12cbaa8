import { parseWithZod } from "@conform-to/zod/v4";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { bookSeats } from "#app/events/book-seats.server.ts";
import { BookingDetailsPage } from "#app/events/booking-details-page.tsx";
import { bookingForm } from "#app/events/booking-form.ts";
import type { Event } from "#app/events/event.ts";
import { findEventBySlug } from "#app/events/find-events.server.ts";
import { openEvent } from "#app/events/open-event.server.ts";
import { refusalWords } from "#app/events/refusal-words.ts";
import { seatPanel } from "#app/events/seat-panel.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { ctxOf, notFound } from "#app/platform/door.ts";
import { isFormToken, newFormToken } from "#app/platform/form-tokens.ts";
import * as paths from "#app/platform/paths.ts";

type Args = LoaderFunctionArgs | ActionFunctionArgs;

async function findPublished({ params, context }: Args): Promise<Event> {
  const event = await findEventBySlug(context.db, params.slug ?? "");
  if (event?.state !== "published") throw notFound();
  return event;
}

const purpose = (event: Event) => `book ${event.id}`;

export async function loader(args: LoaderFunctionArgs) {
  const event = await findPublished(args);
  const { context, request } = args;
  const ctx = ctxOf(context, event.organizationId);
  const query = new URL(request.url).searchParams;
  const open = await openEvent(ctx, event, { session: query.get("session") });
  const organization = await findOrganization(context.db, event.organizationId);
  if (!open || !organization) throw notFound();
  const { session, sessions, maintenance } = open;
  const panel = seatPanel(event, session, maintenance, ctx.now);
  const seats = Math.min(Math.max(1, Math.trunc(Number(query.get("seats"))) || 1), Math.max(1, panel.most));
  return {
    ...{ event, organization, session, panel, seats },
    others: sessions.filter((each) => each.id !== session.id && each.seats.remaining > 0).slice(0, 6),
    formToken: await newFormToken(context.secret, purpose(event), ctx.now),
    now: ctx.now,
  };
}

export async function action(args: ActionFunctionArgs) {
  const event = await findPublished(args);
  const { context, request } = args;
  const ctx = ctxOf(context, event.organizationId);
  const submission = parseWithZod(await request.formData(), { schema: bookingForm });
  const { initialValue: typed, error } = submission.reply();
  const problem = (status: number, problem: { title?: string; errors?: typeof error; seatsLeft?: number }) =>
    data({ typed, ...problem }, { status });

  if (!context.trusted) return problem(403, { title: refusalWords.untrusted });
  const limit = await context.rateLimits.take("book", context.clientAddress);
  if (!limit.ok) return problem(429, { title: refusalWords.tooManyTries(limit.retryAfterSeconds) });
  if (submission.status !== "success") return problem(422, { errors: error });
  const { session: sessionId, seats, name, email, formToken } = submission.value;
  if (!(await isFormToken(context.secret, purpose(event), formToken, ctx.now))) {
    return problem(422, { title: refusalWords.formTooOld });
  }
  const open = await openEvent(ctx, event, { session: sessionId });
  if (open?.session.id !== sessionId) return problem(422, { errors: { session: ["Choose a date."] } });
  const booked = await bookSeats(ctx, context.secret, {
    ...{ event, session: open.session, seats, formToken },
    booker: { name, email, locale: event.locale },
  });
  if (!booked.ok) {
    const title = refusalWords.refused(booked.refusal, seats, booked.remaining, event.maxPerBooking);
    return problem(409, {
      title,
      seatsLeft: booked.refusal === "RESOURCE_FULL" ? booked.remaining : undefined,
    });
  }
  context.wakeRelay();
  return redirect(paths.confirmationPage(booked.reference, booked.token), 303);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Your details · ${data.event.title}` : "That page isn't here" },
  { name: "description", content: data ? `Book ${data.event.title}.` : "" },
  { name: "robots", content: "noindex" },
];

export default function BookPage() {
  const page = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  return <BookingDetailsPage {...page} problem={problem ?? undefined} />;
}
