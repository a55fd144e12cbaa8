import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/auth/require-member.server.ts";
import { findKeyById, type MadeKey, revokeKey, rotateKey } from "#app/organizations/api-keys.server.ts";
import { findOrganization } from "#app/organizations/organizations.server.ts";
import { fullTime } from "#app/platform/dates.ts";
import { notFound } from "#app/platform/http/ctx-of-request.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { isId } from "#app/platform/ids.ts";
import { NewSecret } from "#app/ui/admin/new-secret.tsx";
import { Button } from "#app/ui/button.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { CheckField, Select } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";

async function findOwn({ request, params, context }: LoaderFunctionArgs | ActionFunctionArgs) {
  const { ctx } = await requireMember(request, context, "manageDevelopers");
  const key = isId(params.id ?? "") ? await findKeyById(ctx, params.id ?? "") : undefined;
  if (!key) throw notFound();
  return { ctx, key };
}

export async function loader(args: LoaderFunctionArgs) {
  const { ctx, key } = await findOwn(args);
  const organization = await findOrganization(ctx.db, ctx.organizationId);
  const ended = key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= ctx.now);
  return { key, ended, moment: { locale: "en", timeZone: organization?.timeZone ?? "UTC" } };
}

/** The old key goes on working for so long, in hours. */
const OVERLAPS = [
  ["0", "Not at all"],
  ["1", "An hour"],
  ["24", "24 hours"],
  ["168", "A week"],
];

export async function action(args: ActionFunctionArgs) {
  const { ctx, key } = await findOwn(args);
  const form = await readForm(args.request);
  const intent = form.get("intent");
  if (intent === "rotate") {
    const hours = OVERLAPS.find(([each]) => each === form.get("overlap"))?.[0];
    if (hours === undefined) return again("Choose from the list how long this one goes on working.");
    const made = await rotateKey(ctx, key.id, Number(hours) * 3_600);
    return made ? shown(made) : again("This key has ended meanwhile. Make a new one instead.");
  }
  if (intent !== "revoke") throw new Response("There is no such action.", { status: 400 });
  if (form.get("sure") === null) return again("Tick the box first, so that it is no accident.");
  await revokeKey(ctx, key.id);
  return redirect(paths.adminKeys(), 303);
}

function shown({ secret }: MadeKey) {
  return data({ secret, error: undefined }, { headers: { "Cache-Control": "no-store" } });
}

function again(error: string) {
  return data({ secret: undefined, error }, { status: 422 });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.key.name ?? "API key"} · Reservo` },
];

export default function KeyPage() {
  const { key, ended } = useLoaderData<typeof loader>();
  const given = useActionData<typeof action>();
  if (given?.secret) {
    return (
      <section>
        <h2>{`The new key of ${key.name}`}</h2>
        <NewSecret label="API key" value={given.secret} done={paths.adminKeys()} />
      </section>
    );
  }
  return (
    <>
      <section>
        <div className="developer-head">
          <h2>{key.name}</h2>
        </div>
        <KeyFacts />
      </section>
      {ended ? (
        <section>
          <Notice tone="info" title="This key has ended">
            Requests with it are refused. Make a new key for the program that used it.
          </Notice>
        </section>
      ) : (
        <>
          <RotatePart />
          <RevokePart error={given?.error} />
        </>
      )}
    </>
  );
}

function KeyFacts() {
  const { key, moment } = useLoaderData<typeof loader>();
  const timeOf = (at: Date | null) => (at ? fullTime(at, moment) : "Never");
  return (
    <Facts
      items={[
        { label: "Key", value: <code>{`${key.prefix}…`}</code> },
        { label: "May", value: key.scopes.join(", ") },
        { label: "Created", value: timeOf(key.createdAt) },
        { label: "Last used", value: timeOf(key.lastUsedAt) },
        { label: "Expires", value: timeOf(key.expiresAt) },
        ...(key.revokedAt ? [{ label: "Revoked", value: timeOf(key.revokedAt) }] : []),
      ]}
    />
  );
}

function RotatePart() {
  return (
    <section className="developer-part">
      <h2>Replace it</h2>
      <p>Makes a new key with the same name and scopes, and lets this one run out.</p>
      <Form method="post" className="form">
        <Select label="This one goes on working for" name="overlap" defaultValue="24">
          {OVERLAPS.map(([hours, words]) => (
            <option key={hours} value={hours}>
              {words}
            </option>
          ))}
        </Select>
        <Button kind="quiet" name="intent" value="rotate">
          Make a new key
        </Button>
      </Form>
    </section>
  );
}

function RevokePart({ error }: { error: string | undefined }) {
  return (
    <section className="developer-part">
      <h2>Revoke it</h2>
      <Form method="post" className="form" preventScrollReset>
        <CheckField
          label="Revoke this key"
          name="sure"
          hint="Programs that use it are refused at once, and for good."
          errors={error ? [error] : undefined}
        />
        <Button kind="danger" name="intent" value="revoke">
          Revoke key
        </Button>
      </Form>
    </section>
  );
}
