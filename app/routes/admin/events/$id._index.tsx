import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { can } from "#app/auth/capabilities.ts";
import { requireEvent } from "#app/auth/require-event.server.ts";
import { BookingTable } from "#app/desk/booking-table.tsx";
import { countBookings, listBookings } from "#app/desk/list-bookings.server.ts";
import { switchBooking } from "#app/events/booking-switch.server.ts";
import { EventStateMark } from "#app/events/editor/event-table.tsx";
import { SessionTable } from "#app/events/editor/session-table.tsx";
import { listSessions, withSeats } from "#app/events/find-events.server.ts";
import { publishEvent, unpublishEvent } from "#app/events/publish-event.server.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { Button, ButtonLink, buttonClass } from "#app/ui/button.tsx";
import { EmptyTicket } from "#app/ui/empty-ticket.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

const FATES = ["confirmed", "cancelled"] as const;

export async function loader(args: LoaderFunctionArgs) {
  const { request, context } = args;
  const { ctx, member, event } = await requireEvent(args, "seeEvents");
  const query = new URL(request.url).searchParams;
  const fate = FATES.find((each) => each === query.get("state")) ?? "confirmed";
  const [page, counts, sessions] = await Promise.all([
    listBookings(ctx, event.id, { fate, after: query.get("after") ?? undefined }),
    countBookings(ctx, event.id),
    listSessions(ctx, event.id, { limit: 200 }),
  ]);
  return {
    event,
    page,
    counts,
    fate,
    now: ctx.now,
    sessions: await withSeats(ctx, sessions),
    publicPage: paths.absolute(context.origin, paths.eventPage(event.slug)),
    mayEdit: can(member, "editEvents"),
  };
}

export async function action(args: ActionFunctionArgs) {
  const { ctx, event } = await requireEvent(args, "editEvents");
  const intent = (await readForm(args.request)).get("intent");
  if (intent === "publish") await publishEvent(ctx, event.id);
  else if (intent === "unpublish") await unpublishEvent(ctx, event.id);
  else if (isSwitch(intent) && event.state !== "cancelled") await switchBooking(ctx, event.id, intent);
  else throw new Response("There is no such action.", { status: 400 });
  return redirect(paths.adminEvent(event.id), 303);
}

function isSwitch(intent: unknown): intent is "open" | "close" {
  return intent === "open" || intent === "close";
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.event.title ?? "Event"} · Reservo` },
];

export default function EventPage() {
  const { event, sessions, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle line={<EventStateMark state={event.state} />} actions={<EventActions />}>
        {event.title}
      </PageTitle>
      <SessionTable event={event} sessions={sessions} now={now} />
      <Bookings />
    </>
  );
}

function EventActions() {
  const { event, sessions, mayEdit, publicPage, now } = useLoaderData<typeof loader>();
  const upcoming = sessions.filter((session) => session.endsAt > now);
  const closed = upcoming.length > 0 && upcoming.every((session) => session.seats.closed);
  return (
    <>
      <ButtonLink kind="quiet" href={publicPage}>
        {event.state === "published" ? "View public page" : "Preview"}
      </ButtonLink>
      {mayEdit ? (
        <>
          <Link to={paths.adminEventEdit(event.id)} className={buttonClass({ kind: "quiet" })}>
            Edit
          </Link>
          <Link to={paths.adminEventEmbed(event.id)} className={buttonClass({ kind: "quiet" })}>
            Embed
          </Link>
          <Form method="post" className="button-row">
            {event.state === "published" && upcoming.length > 0 ? (
              <Button kind="quiet" name="intent" value={closed ? "open" : "close"}>
                {closed ? "Open booking" : "Close booking"}
              </Button>
            ) : null}
            {event.state === "published" ? (
              <Button kind="quiet" name="intent" value="unpublish">
                Unpublish
              </Button>
            ) : null}
            {event.state === "draft" ? (
              <Button name="intent" value="publish">
                Publish
              </Button>
            ) : null}
          </Form>
          {event.state === "published" ? (
            <Link to={paths.adminEventCancel(event.id)} className={buttonClass({ kind: "quiet" })}>
              Cancel event
            </Link>
          ) : (
            <Link to={paths.adminEventRemove(event.id)} className={buttonClass({ kind: "quiet" })}>
              Remove event
            </Link>
          )}
        </>
      ) : null}
    </>
  );
}

function Bookings() {
  const { event, page, counts, fate, publicPage } = useLoaderData<typeof loader>();
  const tabs = FATES.map((each) => ({
    to: `${paths.adminEvent(event.id)}?state=${each}`,
    label: `${each === "confirmed" ? "Booked" : "Cancelled"} ${counts[each]}`,
    current: each === fate,
  }));
  return (
    <section>
      <h2>Bookings</h2>
      <nav className="tabs" aria-label="Bookings by state">
        {tabs.map((tab) => (
          <Link key={tab.to} to={tab.to} className="tab" aria-current={tab.current ? "page" : undefined}>
            {tab.label}
          </Link>
        ))}
      </nav>
      {page.bookings.length > 0 ? (
        <BookingTable event={event} bookings={page.bookings} />
      ) : (
        <EmptyTicket
          title={fate === "confirmed" ? "No bookings yet" : "Nobody has cancelled"}
          line={fate === "confirmed" ? `Share the link: ${publicPage}` : undefined}
        />
      )}
      {page.next ? (
        <p className="page-next">
          <Link
            to={`${paths.adminEvent(event.id)}?state=${fate}&after=${page.next}`}
            className={buttonClass({ kind: "quiet" })}
          >
            Older bookings
          </Link>
        </p>
      ) : null}
    </section>
  );
}
