import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { loadAdminMessages } from "./i18n/admin-messages.browser.ts";
import { PageContext } from "./platform/http/page-context.ts";
import { DEFAULT_LOCALE, type Locale } from "./platform/locales.ts";

// The document says which language it is in; React needs its words to render the same.
const locale = (document.documentElement.lang || DEFAULT_LOCALE) as Locale;
await loadAdminMessages(locale);

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <PageContext.Provider value={{ locale }}>
        <RemixBrowser />
      </PageContext.Provider>
    </StrictMode>,
  );
});
