import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData } from "@remix-run/react";
import { requireMember } from "#app/auth/require-member.server.ts";
import { createKey } from "#app/organizations/api-keys.server.ts";
import { endOf, keyForm, type Lifetime } from "#app/organizations/key-form.ts";
import { type FormErrors, parseForm } from "#app/platform/http/parse-form.ts";
import * as paths from "#app/platform/http/paths.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { NewSecret } from "#app/ui/admin/new-secret.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { CheckField, Field, Select } from "#app/ui/forms/field.tsx";
import { FieldErrors } from "#app/ui/forms/field-frame.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireMember(request, context, "manageDevelopers");
  return null;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { ctx } = await requireMember(request, context, "manageDevelopers");
  const form = await readForm(request, keyForm);
  const draft = {
    name: String(form.get("name") ?? ""),
    scopes: form.getAll("scopes").map(String),
    lifetime: String(form.get("lifetime") ?? ""),
  };
  const parsed = await parseForm(form, keyForm);
  if (!parsed.ok) return data({ secret: undefined, draft, errors: parsed.errors }, { status: 422 });
  const { name, scopes, lifetime } = parsed.value;
  const { secret } = await createKey(ctx, { name, scopes, expiresAt: endOf(lifetime, ctx.now) });
  // Shown in this one answer and never again: there is nothing to redirect to that could show it.
  return data({ secret, draft, errors: {} as FormErrors }, { headers: { "Cache-Control": "no-store" } });
}

export const meta: MetaFunction = () => [{ title: "New API key · Reservo" }];

const SCOPE_WORDS = {
  read: "See resources, reservations, bookings, clients and figures.",
  book: "Make, confirm, change and cancel bookings.",
  manage: "Create and change resources, webhooks and settings.",
};

const LIFETIMES = [
  ["30", "30 days"],
  ["90", "90 days"],
  ["365", "A year"],
  ["0", "Until it is revoked"],
] satisfies [Lifetime, string][];

export default function NewKeyPage() {
  const given = useActionData<typeof action>();
  if (given?.secret) {
    return (
      <section>
        <h2>{`The key of ${given.draft.name}`}</h2>
        <NewSecret label="API key" value={given.secret} done={paths.adminKeys()} />
      </section>
    );
  }
  return (
    <section>
      <h2>New key</h2>
      <KeyForm />
    </section>
  );
}

function KeyForm() {
  const { draft, errors } = useActionData<typeof action>() ?? {
    draft: { name: "", scopes: ["read"], lifetime: "365" },
    errors: {} as FormErrors,
  };
  return (
    <Form method="post" className="form" noValidate>
      <ErrorSummary title="Check these details" errors={errors} />
      <Field
        label="Name"
        name="name"
        hint="What the key is for, so that you know it again."
        autoComplete="off"
        maxLength={100}
        defaultValue={draft.name}
        errors={errors.name}
      />
      <fieldset className="check-group" id="scopes" tabIndex={-1} aria-describedby="scopes-error">
        <legend>What it may do</legend>
        {Object.entries(SCOPE_WORDS).map(([scope, words]) => (
          <CheckField
            key={scope}
            id={`scopes-${scope}`}
            name="scopes"
            value={scope}
            label={<code>{scope}</code>}
            hint={words}
            defaultChecked={draft.scopes.includes(scope)}
          />
        ))}
        <FieldErrors id="scopes" errors={errors.scopes} />
      </fieldset>
      <Select
        label="How long it lives"
        name="lifetime"
        defaultValue={draft.lifetime}
        errors={errors.lifetime}
      >
        {LIFETIMES.map(([days, words]) => (
          <option key={days} value={days}>
            {words}
          </option>
        ))}
      </Select>
      <div className="button-row">
        <Button>Create key</Button>
        <ButtonLink kind="quiet" href={paths.adminKeys()}>
          Cancel
        </ButtonLink>
      </div>
    </Form>
  );
}
