import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/auth/require-member.server.ts";
import { countComing, removeEvent } from "#app/events/end-event.server.ts";
import { RemoveEventForm } from "#app/events/ending-form.tsx";
import { findEvent } from "#app/events/find-events.server.ts";
import { notFound } from "#app/platform/door.ts";
import { isId } from "#app/platform/ids.ts";
import * as paths from "#app/platform/paths.ts";
import { PageTitle } from "#app/ui/page-title.tsx";

async function findOwn({ request, params, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  const { ctx } = await requireMember(request, context, "editor");
  const event = isId(params.id ?? "") ? await findEvent(ctx, params.id ?? "") : undefined;
  if (!event || event.state === "removed") throw notFound();
  return { ctx, event };
}

export async function loader(args: LoaderFunctionArgs) {
  const { ctx, event } = await findOwn(args);
  return { event, booked: await countComing(ctx, event.id) };
}

export async function action(args: ActionFunctionArgs) {
  const { ctx, event } = await findOwn(args);
  const gone = await removeEvent(ctx, event.id);
  if (!gone.ok) return data({ booked: gone.booked }, { status: 409 });
  return redirect(paths.admin(), 303);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Remove ${data?.event.title ?? "event"} · Reservo` },
];

export default function RemoveEventPage() {
  const { event, booked } = useLoaderData<typeof loader>();
  const given = useActionData<typeof action>();
  return (
    <>
      <PageTitle>{`Remove ${event.title}?`}</PageTitle>
      <RemoveEventForm booked={given?.booked ?? booked} back={paths.adminEvent(event.id)} />
    </>
  );
}
