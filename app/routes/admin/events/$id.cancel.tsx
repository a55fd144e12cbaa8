import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireEvent } from "#app/auth/require-event.server.ts";
import { CancelEventForm } from "#app/events/editor/ending-form.tsx";
import { cancelEvent, countComing } from "#app/events/end-event.server.ts";
import { previewEventMail, REASON } from "#app/notifications/preview-mail.server.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readTypedForm } from "#app/platform/http/read-form.ts";
import { isStorable } from "#app/platform/text.ts";
import { PageTitle } from "#app/ui/page-title.tsx";

async function requirePublished(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const { ctx, event } = await requireEvent(args, "editEvents");
  if (event.state !== "published") throw notFound();
  return { ctx, event };
}

export async function loader(args: LoaderFunctionArgs) {
  const { ctx, event } = await requirePublished(args);
  const [booked, mail] = await Promise.all([
    countComing(ctx, event.id),
    previewEventMail(ctx, args.context.origin, event.id),
  ]);
  return { event, booked, mail, placeholder: REASON };
}

export async function action(args: ActionFunctionArgs) {
  const { ctx, event } = await requirePublished(args);
  const reason = String((await readTypedForm(args.request)).get("reason") ?? "").trim();
  const problem = reasonProblem(reason);
  if (problem) return data({ reason, errors: { reason: [problem] } }, { status: 422 });
  await cancelEvent(ctx, event.id, reason);
  return redirect(paths.adminEvent(event.id), 303);
}

function reasonProblem(reason: string): string | undefined {
  if (reason === "") return "Say why, so that people understand.";
  if (!isStorable(reason)) return "This has a character that cannot be kept.";
  return reason.length > 500 ? "Use at most 500 characters." : undefined;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Cancel ${data?.event.title ?? "event"} · Reservo` },
];

export default function CancelEventPage() {
  const { event, booked, mail, placeholder } = useLoaderData<typeof loader>();
  const given = useActionData<typeof action>();
  return (
    <>
      <PageTitle>{`Cancel ${event.title}?`}</PageTitle>
      <CancelEventForm
        booked={booked}
        reason={given?.reason ?? ""}
        errors={given?.errors}
        mailOf={(reason) => mail && { ...mail, text: mail.text.replace(placeholder, () => reason) }}
        back={paths.adminEvent(event.id)}
      />
    </>
  );
}
