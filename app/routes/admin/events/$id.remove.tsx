import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireEvent } from "#app/auth/require-event.server.ts";
import { RemoveEventForm } from "#app/events/editor/ending-form.tsx";
import { countComing, removeEvent } from "#app/events/end-event.server.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { PageTitle } from "#app/ui/page-title.tsx";

export async function loader(args: LoaderFunctionArgs) {
  const { ctx, event } = await requireEvent(args, "editEvents");
  return { event, booked: await countComing(ctx, event.id) };
}

export async function action(args: ActionFunctionArgs) {
  const { ctx, event } = await requireEvent(args, "editEvents");
  await readForm(args.request);
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
