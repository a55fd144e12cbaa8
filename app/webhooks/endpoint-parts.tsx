import { Form } from "@remix-run/react";
import { fullTime, type Moment } from "#app/platform/dates.ts";
import { SecretText } from "#app/ui/admin/secret-text.tsx";
import { Button } from "#app/ui/button.tsx";
import { CheckField } from "#app/ui/forms/field.tsx";
import type { Endpoint } from "./endpoints.server.ts";

/** The secret that signs: shown when it is asked for, and replaced. */
export function SecretPart({
  endpoint,
  secret,
  moment,
}: {
  endpoint: Pick<Endpoint, "previousSecretUntil" | "secretNumber">;
  secret: string | undefined;
  moment: Moment;
}) {
  const { previousSecretUntil } = endpoint;
  return (
    <section className="developer-part">
      <h2>Signing secret</h2>
      <p>
        Every message carries a signature made with this secret, so that your program can tell that it is from
        Reservo. Any library for Standard Webhooks checks it.
      </p>
      {secret ? (
        <SecretText label="Secret" value={secret} />
      ) : (
        <Form method="post" preventScrollReset>
          <Button kind="quiet" name="intent" value="show-secret">
            Show the secret
          </Button>
        </Form>
      )}
      {previousSecretUntil ? (
        <p>{`The secret before signs as well until ${fullTime(previousSecretUntil, moment)}.`}</p>
      ) : null}
      <Form method="post" className="form" preventScrollReset>
        <CheckField
          label="End the present secret at once"
          name="at-once"
          hint="For a secret that has leaked. Otherwise both sign for 24 hours, so that nothing is missed."
        />
        <Button kind="quiet" name="intent" value="rotate">
          Make a new secret
        </Button>
      </Form>
    </section>
  );
}

/** Deleting, behind a box to tick. */
export function DeletePart({ error }: { error: string | undefined }) {
  return (
    <section className="developer-part">
      <h2>Delete</h2>
      <Form method="post" className="form" preventScrollReset>
        <CheckField
          label="Delete this webhook and its attempts"
          name="sure"
          hint="What has not been delivered yet is not delivered."
          errors={error ? [error] : undefined}
        />
        <Button kind="danger" name="intent" value="delete">
          Delete webhook
        </Button>
      </Form>
    </section>
  );
}
