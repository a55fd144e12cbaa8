import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { isLocale } from "#app/platform/locales.ts";
import * as paths from "#app/platform/paths.ts";
import { keepPreference, LOCALE_PARAMETER, THEMES } from "#app/platform/preferences.ts";

/** Nobody is sent here but by a form. */
export const loader = () => redirect(paths.home());

/** Keeps the language or the theme that a visitor has chosen, and goes back to the page that they chose it on. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const back = paths.safeNext(text(form.get("back")), paths.home());
  const [locale, theme] = [text(form.get("lng")), text(form.get("theme"))];
  const headers = new Headers();
  if (isLocale(locale)) headers.append("Set-Cookie", keepPreference("lng", locale, context.secure));
  if (THEMES.some((each) => each === theme)) {
    headers.append("Set-Cookie", keepPreference("theme", theme, context.secure));
  }
  // An address that asks for a language would win over the choice that was just made.
  return redirect(isLocale(locale) ? paths.withoutParameter(back, LOCALE_PARAMETER) : back, {
    status: 303,
    headers,
  });
}

function text(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value : "";
}
