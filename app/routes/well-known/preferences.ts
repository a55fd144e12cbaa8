import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import type { RouteHandle } from "#app/platform/http/page-context.ts";
import * as paths from "#app/platform/http/paths.ts";
import { keepPreference, LOCALE_PARAMETER, THEMES } from "#app/platform/http/preferences.ts";
import { problemResponse } from "#app/platform/http/problems.ts";
import { readForm } from "#app/platform/http/read-form.ts";
import { isLocale } from "#app/platform/locales.ts";

export const handle: RouteHandle = { surface: "public", disallowsRobots: true };

/** Nobody is sent here but by a form. */
export const loader = () => redirect(paths.home());

/**
 * Keeps the language or the theme that a visitor has chosen, and goes back to the page that they chose it on. Throws a
 * 400 for a language or a theme that there is not: the form has none but those that there are.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request);
  const text = (name: string) => String(form.get(name) ?? "");
  const back = paths.safeNext(text("back"), paths.home());
  const [locale, theme] = [text("lng"), text("theme")];
  if (!isChoice(locale, isLocale) || !isChoice(theme, isTheme)) throw problemResponse("malformedForm");
  const headers = new Headers();
  if (locale) headers.append("Set-Cookie", keepPreference("lng", locale, context.secure));
  if (theme) headers.append("Set-Cookie", keepPreference("theme", theme, context.secure));
  // An address that asks for a language would win over the choice that was just made.
  return redirect(locale ? paths.withoutParameter(back, LOCALE_PARAMETER) : back, {
    status: 303,
    headers,
  });
}

const isTheme = (text: string) => THEMES.some((each) => each === text);

/** Returns whether nothing was chosen, or something that there is. */
function isChoice(text: string, isKnown: (text: string) => boolean): boolean {
  return text === "" || isKnown(text);
}
