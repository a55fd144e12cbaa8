import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import * as paths from "#app/platform/http/paths.ts";
import { LOCALE_PARAMETER, savePreference, THEMES } from "#app/platform/http/preferences.ts";
import { problemResponse } from "#app/platform/http/problems.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { isLocale } from "#app/platform/locales.ts";

export const handle: RouteHandle = { surface: "public", disallowsRobots: true };

/** Redirects to the start page: the address is for the form only. */
export const loader = () => redirect(paths.home());

/**
 * Stores the language or theme that a visitor has chosen, and redirects back to the page. Throws a 400 for an unknown
 * language or theme, which the form does not offer.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request);
  const text = (name: string) => String(form.get(name) ?? "");
  const back = paths.safeNext(text("back"), paths.home());
  const [locale, theme] = [text("lng"), text("theme")];
  if (!isChoice(locale, isLocale) || !isChoice(theme, isTheme)) throw problemResponse("malformedForm");
  const headers = new Headers();
  if (locale) headers.append("Set-Cookie", savePreference("lng", locale, context.secure));
  if (theme) headers.append("Set-Cookie", savePreference("theme", theme, context.secure));
  // A language in the address would override the new choice.
  return redirect(locale ? paths.withoutParameter(back, LOCALE_PARAMETER) : back, {
    status: 303,
    headers,
  });
}

const isTheme = (text: string) => THEMES.some((each) => each === text);

/** Returns whether the text is empty or a known value. */
function isChoice(text: string, isKnown: (text: string) => boolean): boolean {
  return text === "" || isKnown(text);
}
