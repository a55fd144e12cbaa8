import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { knownBrowserCookie } from "#app/auth/known-browser.server.ts";
import { hasOwner, isSetUpToken, setUpOwner } from "#app/auth/set-up.server.ts";
import { setUpForm, setUpFormOf } from "#app/auth/set-up-form.server.ts";
import { beginSignIn } from "#app/auth/sign-ins.server.ts";
import { adminServerTranslator, issueTranslator } from "#app/i18n/admin-server-translate.ts";
import { adminLocale } from "#app/i18n/admin-translate.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { listOrganizations } from "#app/organizations/organizations.server.ts";
import { now } from "#app/platform/clock.ts";
import { listCountries } from "#app/platform/countries.ts";
import { Busy } from "#app/platform/errors.ts";
import { ctxOfNoOrganization } from "#app/platform/http/ctx-of-request.ts";
import { type FormErrors, parseForm } from "#app/platform/http/parse-form.ts";
import * as paths from "#app/platform/http/paths.ts";
import { preferencesOf } from "#app/platform/http/preferences.ts";
import { problemResponse } from "#app/platform/http/problems.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { type AnyRefusal, statusOf } from "#app/platform/refusals.ts";
import { zoneChoices } from "#app/platform/zone-choices.ts";
import { wordsOfPage } from "#app/ui/admin/admin-meta.ts";
import { ZoneSelect } from "#app/ui/admin/zone-select.tsx";
import { Button } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { CheckField, Field, Select } from "#app/ui/forms/field.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

const tokenOf = (request: Request) => new URL(request.url).searchParams.get("token") ?? "";
/** Returns why a set-up link is rejected: it was used or, while there is no owner, a newer one was printed. */
const linkProblem = async ({ db }: AppLoadContext, request: Request) =>
  problemResponse((await hasOwner(db)) ? "linkUsed" : "setUpLink", {
    locale: preferencesOf(request).locale,
  });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const token = tokenOf(request);
  if (!(await isSetUpToken(context.db, token))) throw await linkProblem(context, request);
  const [first] = await listOrganizations(context.db, 1);
  const locale = adminLocale(undefined, preferencesOf(request).locale);
  return {
    token,
    organization: first?.name ?? "",
    timeZone: first?.timeZone ?? "",
    zones: zoneChoices(now(), locale, first?.timeZone),
    country: first?.country ?? "",
    countries: listCountries(locale),
  };
}

/**
 * Creates the owner. Checks the link and the rate limit first, so that used links and excess attempts cost no parsing and
 * no hashing.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const token = tokenOf(request);
  if (!(await isSetUpToken(context.db, token))) throw await linkProblem(context, request);
  const limit = context.rateLimits.consume("setup", context.clientAddress);
  const form = await readForm(request, setUpForm);
  const requested = preferencesOf(request).locale;
  const t = adminServerTranslator(adminLocale(undefined, requested));
  const refuse = (refusal: AnyRefusal, errors: FormErrors) =>
    data({ typed: typedIn(form), errors }, { status: statusOf(refusal) });
  if (!limit.ok) {
    return refuse("RATE_LIMITED", { "": [t("admin.auth.tooMany", { count: limit.retryAfterSeconds })] });
  }
  const parsed = await parseForm(form, setUpFormOf(form), issueTranslator(t));
  if (!parsed.ok) return refuse("INVALID_FORM", parsed.errors);
  const { password, ...owner } = parsed.value;
  try {
    const passwordHash = await context.passwords.hash(password);
    const owned = await setUpOwner(ctxOfNoOrganization(context), token, {
      ...owner,
      passwordHash,
      locale: requested ?? null,
    });
    if (!owned.ok && owned.refusal === "EMAIL_TAKEN") {
      return refuse(owned.refusal, { email: [t("admin.auth.setUp.emailTaken")] });
    }
    if (!owned.ok) throw await linkProblem(context, request);
    const { userId } = owned;
    const headers = new Headers();
    headers.append("Set-Cookie", await beginSignIn(context, { userId, request }));
    headers.append("Set-Cookie", knownBrowserCookie(request, context, owner.email));
    return redirect(paths.admin(), { status: 303, headers });
  } catch (problem) {
    if (!(problem instanceof Busy)) throw problem;
    return refuse("RATE_LIMITED", { "": [t("admin.auth.busy", { count: problem.retryAfterSeconds })] });
  }
}

/** Returns the typed values without the password. */
function typedIn(form: FormData): Record<string, string> {
  const names = ["organization", "timeZone", "country", "name", "email", "emailPublic"];
  return Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? "").slice(0, 300)]));
}

export const meta: MetaFunction = (args) => {
  const t = wordsOfPage(args);
  return [
    { title: t("admin.auth.setUp.title") },
    { name: "description", content: t("admin.auth.setUp.description") },
    { name: "robots", content: "noindex" },
  ];
};

export default function SetUpPage() {
  const { t } = useAdminWords();
  const { token, organization, timeZone, zones, country, countries } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const errors: FormErrors = problem?.errors ?? {};
  const typed = (name: string, otherwise = "") => problem?.typed[name] ?? otherwise;
  return (
    <div className="narrow">
      <PageTitle line={t("admin.auth.setUp.line")}>{t("admin.auth.setUp.title")}</PageTitle>
      <ErrorSummary title={t("admin.form.check")} errors={errors} />
      <form-guard>
        <form method="post" action={paths.setUp(token)} noValidate className="form">
          <Field
            label={t("admin.auth.setUp.organization")}
            name="organization"
            autoComplete="organization"
            hint={t("admin.auth.setUp.organizationHint")}
            defaultValue={typed("organization", organization)}
            errors={errors.organization}
          />
          <ZoneSelect
            label={t("admin.auth.setUp.timeZone")}
            name="timeZone"
            defaultValue={typed("timeZone", timeZone || "UTC")}
            // The page's script selects the browser's time zone unless one is set.
            data-guess={problem || (timeZone && timeZone !== "UTC") ? undefined : ""}
            zones={zones}
            errors={errors.timeZone}
          />
          <Select
            label={t("admin.settings.country")}
            name="country"
            optional
            hint={t("admin.auth.setUp.countryHint")}
            defaultValue={typed("country", country)}
            errors={errors.country}
          >
            <option value="">{t("admin.auth.setUp.countryOfZone")}</option>
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
          <OwnerFields typed={typed} errors={errors} />
          <Button wide busy={t("admin.auth.setUp.busy")}>
            {t("admin.auth.setUp.title")}
          </Button>
        </form>
      </form-guard>
    </div>
  );
}

function OwnerFields({ typed, errors }: { typed: (name: string) => string; errors: FormErrors }) {
  const { t } = useAdminWords();
  return (
    <>
      <Field
        label={t("admin.auth.setUp.name")}
        name="name"
        autoComplete="name"
        defaultValue={typed("name")}
        errors={errors.name}
      />
      <Field
        label={t("admin.auth.setUp.email")}
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        hint={t("admin.auth.setUp.emailHint")}
        defaultValue={typed("email")}
        errors={errors.email}
      />
      <CheckField
        label={t("admin.auth.setUp.emailPublic")}
        name="emailPublic"
        defaultChecked={typed("emailPublic") === "on"}
        errors={errors.emailPublic}
      />
      <Field
        label={t("admin.auth.password")}
        name="password"
        type="password"
        autoComplete="new-password"
        hint={t("admin.auth.setUp.passwordHint")}
        errors={errors.password}
      />
    </>
  );
}
