import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { isSetUpToken, setUpOwner } from "#app/auth/set-up.server.ts";
import { setUpForm } from "#app/auth/set-up-form.server.ts";
import { beginSignIn } from "#app/auth/sign-ins.server.ts";
import { listOrganizations } from "#app/organizations/organizations.server.ts";
import { Busy } from "#app/platform/errors.ts";
import { type FormErrors, parseForm } from "#app/platform/http/parse-form.ts";
import * as paths from "#app/platform/http/paths.ts";
import { problemResponse } from "#app/platform/http/problems.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { timeZones } from "#app/platform/time-zone.ts";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { Field, Select } from "#app/ui/forms/field.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

const tokenOf = (request: Request) => new URL(request.url).searchParams.get("token") ?? "";
const used = () => problemResponse("linkUsed");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const token = tokenOf(request);
  if (!(await isSetUpToken(context.db, token))) throw used();
  const [first] = await listOrganizations(context.db, 1);
  return {
    token,
    organization: first?.name ?? "",
    timeZone: first?.timeZone ?? "",
    zones: timeZones(first?.timeZone),
  };
}

/**
 * Makes the owner. Looks at the link first and takes from the rate limit next, so that a used-up link, or too many tries,
 * cost no parsing and no hashing.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const token = tokenOf(request);
  if (!(await isSetUpToken(context.db, token))) throw used();
  const limit = context.rateLimits.take("setup", context.clientAddress);
  const form = await readForm(request, setUpForm);
  const no = (status: number, errors: FormErrors) => data({ typed: typedIn(form), errors }, { status });
  if (!limit.ok) {
    return no(429, { "": [`Too many tries. Try again in ${limit.retryAfterSeconds} seconds.`] });
  }
  const parsed = await parseForm(form, setUpForm);
  if (!parsed.ok) return no(422, parsed.errors);
  const { password, ...owner } = parsed.value;
  try {
    const passwordHash = await context.passwords.hash(password);
    const userId = await setUpOwner(context.db, token, { ...owner, passwordHash });
    if (!userId) throw used();
    const cookie = await beginSignIn(context.db, { userId, request, secure: context.secure });
    return redirect(paths.admin(), { status: 303, headers: { "Set-Cookie": cookie } });
  } catch (problem) {
    if (!(problem instanceof Busy)) throw problem;
    return no(429, { "": [`We are busy. Try again in ${problem.retryAfterSeconds} seconds.`] });
  }
}

/** Returns what was typed, except for the password. */
function typedIn(form: FormData): Record<string, string> {
  const names = ["organization", "timeZone", "name", "email"];
  return Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? "").slice(0, 300)]));
}

export const meta: MetaFunction = () => [
  { title: "Set up Reservo" },
  { name: "description", content: "Become the owner of this Reservo." },
  { name: "robots", content: "noindex" },
];

export default function SetUpPage() {
  const { token, organization, timeZone, zones } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const errors: FormErrors = problem?.errors ?? {};
  const typed = (name: string, otherwise = "") => problem?.typed[name] ?? otherwise;
  return (
    <div className="narrow">
      <PageTitle line="You become the owner. This link works once.">Set up Reservo</PageTitle>
      <ErrorSummary title="Check these details" errors={errors} />
      <form-guard>
        <form method="post" action={paths.setUp(token)} noValidate className="form">
          <Field
            label="Who takes bookings?"
            name="organization"
            autoComplete="organization"
            hint="Attendees see this name."
            defaultValue={typed("organization", organization)}
            errors={errors.organization}
          />
          <Select
            label="Time zone"
            name="timeZone"
            defaultValue={typed("timeZone", timeZone || "UTC")}
            errors={errors.timeZone}
          >
            {zones.map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Select>
          <OwnerFields typed={typed} errors={errors} />
          <Button wide busy="Setting up…">
            Set up Reservo
          </Button>
        </form>
      </form-guard>
    </div>
  );
}

function OwnerFields({ typed, errors }: { typed: (name: string) => string; errors: FormErrors }) {
  return (
    <>
      <Field
        label="Your name"
        name="name"
        autoComplete="name"
        defaultValue={typed("name")}
        errors={errors.name}
      />
      <Field
        label="Your e-mail"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        hint="You sign in with it."
        defaultValue={typed("email")}
        errors={errors.email}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters."
        errors={errors.password}
      />
    </>
  );
}
