import { Form } from "@remix-run/react";
import type { ApiKey } from "#app/organizations/api-keys.server.ts";
import { fullTime, type Moment } from "#app/platform/dates.ts";
import { ActionNotice } from "#app/ui/admin/action-notice.tsx";
import { useAdminPaths } from "#app/ui/admin/admin-paths.ts";
import { NewSecret } from "#app/ui/admin/new-secret.tsx";
import { Button } from "#app/ui/button.tsx";
import { Facts } from "#app/ui/facts.tsx";
import { CheckField, Select } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { OVERLAPS } from "./key-draft.ts";

interface Props {
  apiKey: ApiKey;
  ended: boolean;
  moment: Moment;
  /** What came of a form: the new secret, or why there is none. */
  given: { secret?: string; error?: string; notice?: string } | undefined;
}

/** Shows an API key, or, once it has been replaced, the secret of the new one. */
export function KeyPage({ apiKey: key, ended, moment, given }: Props) {
  const paths = useAdminPaths();
  if (given?.secret) {
    return (
      <section>
        <h2>{`The new key of ${key.name}`}</h2>
        <NewSecret label="API key" value={given.secret} done={paths.keys()} />
      </section>
    );
  }
  return (
    <>
      <section>
        <div className="developer-head">
          <h2>{key.name}</h2>
        </div>
        <ActionNotice />
        <KeyFacts apiKey={key} moment={moment} />
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

function KeyFacts({ apiKey: key, moment }: Pick<Props, "apiKey" | "moment">) {
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
