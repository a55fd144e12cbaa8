import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { requireMember } from "#app/auth/require-member.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { exactTime } from "#app/platform/dates.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { isId } from "#app/platform/ids.ts";
import { Button, buttonClass } from "#app/ui/button.tsx";
import { AttemptList } from "#app/webhooks/attempt-list.tsx";
import { countWaiting, listAttempts, resend, sendTest } from "#app/webhooks/deliveries.server.ts";
import { DeletePart, SecretPart } from "#app/webhooks/endpoint-parts.tsx";
import { EndpointNotice, EndpointStateMark } from "#app/webhooks/endpoint-state.tsx";
import {
  currentSecret,
  deleteEndpoint,
  findEndpoint,
  rotateSecret,
  switchEndpoint,
} from "#app/webhooks/endpoints.server.ts";

async function findOwn({ request, params, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  const { ctx } = await requireMember(request, context, "manageDevelopers");
  const endpoint = isId(params.id ?? "") ? await findEndpoint(ctx, params.id ?? "") : undefined;
  if (!endpoint) throw notFound();
  return { ctx, endpoint };
}

export async function loader(args: LoaderFunctionArgs) {
  const { ctx, endpoint: found } = await findOwn(args);
  const after = new URL(args.request.url).searchParams.get("after") ?? undefined;
  const waiting = await countWaiting(ctx, found);
  // Read after what waits: a page on which nothing waits is not looked at again, and must show what came of it.
  const [endpoint = found, page, organization] = await Promise.all([
    findEndpoint(ctx, found.id),
    listAttempts(ctx, found.id, { after }),
    findOrganization(ctx.db, ctx.organizationId),
  ]);
  const moment = { locale: "en", timeZone: organization?.timeZone ?? "UTC" };
  return { endpoint, page, waiting, moment, now: ctx.now, later: after !== undefined };
}

export async function action(args: ActionFunctionArgs) {
  const { ctx, endpoint } = await findOwn(args);
  const { context } = args;
  const form = await readForm(args.request);
  const intent = String(form.get("intent"));
  if (intent === "show-secret") {
    return data({ secret: await currentSecret(ctx, context.secret, endpoint), error: undefined });
  }
  if (intent === "delete" && form.get("sure") === null) {
    return data(
      { secret: undefined, error: "Tick the box first, so that it is no accident." },
      { status: 422 },
    );
  }
  if (intent === "delete") {
    await deleteEndpoint(ctx, endpoint.id);
    return redirect(paths.adminWebhooks(), 303);
  }
  if (intent === "test") await sendTest(ctx, endpoint.id);
  else if (intent === "resend") await sendAgain();
  else if (intent === "on" || intent === "off") await switchEndpoint(ctx, endpoint.id, intent);
  else if (intent === "rotate") await rotateSecret(ctx, endpoint.id, { atOnce: form.has("at-once") });
  else throw new Response("There is no such action.", { status: 400 });
  context.wakeRelay();
  return redirect(paths.adminWebhook(endpoint.id), 303);

  async function sendAgain(): Promise<void> {
    const eventId = String(form.get("eventId"));
    if (!isId(eventId) || !(await resend(ctx, endpoint.id, eventId))) throw notFound();
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? new URL(data.endpoint.url).host : "Webhook"} · Reservo` },
];

export default function WebhookPage() {
  const { endpoint, moment } = useLoaderData<typeof loader>();
  const given = useActionData<typeof action>();
  return (
    <>
      <section>
        <div className="developer-head">
          <div>
            <h2>{new URL(endpoint.url).host}</h2>
            <code>{endpoint.url}</code>
            {endpoint.description ? <p>{endpoint.description}</p> : null}
            <EndpointStateMark {...endpoint} />
          </div>
          <WebhookActions />
        </div>
        <EndpointNotice endpoint={endpoint} moment={moment} />
        <p className="webhook-types">
          {"Sends "}
          {endpoint.types.map((type) => (
            <code key={type}>{type}</code>
          ))}
        </p>
      </section>
      <Attempts />
      <SecretPart endpoint={endpoint} secret={given?.secret} moment={moment} />
      <DeletePart error={given?.error} />
    </>
  );
}

function WebhookActions() {
  const { endpoint } = useLoaderData<typeof loader>();
  const on = endpoint.state === "active";
  return (
    <Form method="post" className="button-row">
      <Button name="intent" value="test" kind={on ? "primary" : "quiet"}>
        Send test
      </Button>
      <Link to={paths.adminWebhookEdit(endpoint.id)} className={buttonClass({ kind: "quiet" })}>
        Edit
      </Link>
      <Button kind={on ? "quiet" : "primary"} name="intent" value={on ? "off" : "on"}>
        {on ? "Turn off" : "Turn on again"}
      </Button>
    </Form>
  );
}

/** What is about to be sent is looked for again until it has been. */
const SOON_MS = 15_000;
const LOOK_AGAIN_AFTER_MS = 1_000;

function Attempts() {
  const { endpoint, page, waiting, moment, now, later } = useLoaderData<typeof loader>();
  const { revalidate, state } = useRevalidator();
  const soon = waiting.nextAt !== undefined && waiting.nextAt.getTime() - now.getTime() < SOON_MS;
  useEffect(() => {
    if (!soon || state !== "idle") return;
    const timer = setTimeout(revalidate, LOOK_AGAIN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [soon, state, revalidate]);
  return (
    <section>
      <h2>Attempts</h2>
      {waiting.number > 0 && waiting.nextAt ? (
        <p className="webhook-waiting" aria-live="polite">
          {`${waiting.number === 1 ? "1 is" : `${waiting.number} are`} waiting to be sent, the next `}
          {soon ? "in a moment." : `at ${exactTime(waiting.nextAt, moment)}.`}
        </p>
      ) : null}
      {page.attempts.length > 0 ? (
        <AttemptList attempts={page.attempts} moment={moment} />
      ) : (
        <p className="webhook-waiting">
          {later
            ? "There are no older ones."
            : "Nothing has been sent yet. Send a test to see whether it arrives."}
        </p>
      )}
      {page.next || later ? (
        <p className="page-next button-row">
          {later ? (
            <Link to={paths.adminWebhook(endpoint.id)} className={buttonClass({ kind: "quiet" })}>
              Newest attempts
            </Link>
          ) : null}
          {page.next ? (
            <Link
              to={paths.adminWebhook(endpoint.id, { after: page.next })}
              className={buttonClass({ kind: "quiet" })}
            >
              Older attempts
            </Link>
          ) : null}
        </p>
      ) : null}
    </section>
  );
}
