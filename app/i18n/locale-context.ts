import { createContext } from "react";
import { DEFAULT_LOCALE, type Locale } from "#app/platform/locales.ts";

/** The language of the page that is being rendered. The root document provides it, so it stands apart from the words. */
export const LocaleContext = createContext<Locale>(DEFAULT_LOCALE);
