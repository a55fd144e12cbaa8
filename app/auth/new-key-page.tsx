import { Form } from "@remix-run/react";
import type { Lifetime } from "#app/organizations/key-form.ts";
import type { FormErrors } from "#app/platform/http/parse-form.ts";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { NewSecret } from "#app/ui/admin/new-secret.tsx";
import { SectionPage } from "#app/ui/admin/page-shells.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { CheckField, Field, Select } from "#app/ui/forms/field.tsx";
import { FieldErrors } from "#app/ui/forms/field-frame.tsx";
import { type KeyDraft, NEW_KEY } from "./key-draft.ts";

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

/** What came of the form: the secret of the new key, or what was typed with the errors in it. */
interface Given {
  secret?: string | undefined;
  draft: KeyDraft;
  errors?: FormErrors;
}

export function NewKeyPage({ given }: { given: Given | undefined }) {
  const paths = useAdminPaths();
  if (given?.secret) {
    return (
      <section>
        <h2>{`The key of ${given.draft.name}`}</h2>
        <NewSecret label="API key" value={given.secret} done={paths.keys()} />
      </section>
    );
  }
  return (
    <SectionPage title="New key">
      <KeyForm draft={given?.draft ?? NEW_KEY} errors={given?.errors ?? {}} cancel={paths.keys()} />
    </SectionPage>
  );
}

function KeyForm({ draft, errors, cancel }: { draft: KeyDraft; errors: FormErrors; cancel: string }) {
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
        <ButtonLink kind="quiet" href={cancel}>
          Cancel
        </ButtonLink>
      </div>
    </Form>
  );
}
