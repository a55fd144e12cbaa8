import { createContext } from "react";
import { DEFAULT_LOCALE, type Locale } from "#app/platform/locales.ts";

/** The locale of the rendered page. The root document provides it, so it is separate from the translators. */
export const LocaleContext = createContext<Locale>(DEFAULT_LOCALE);
