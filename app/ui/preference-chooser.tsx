import { useWords } from "#app/i18n/words.tsx";
import { THEMES, type Theme } from "#app/platform/http/preferences.ts";
import { languageOf, localeNames, locales } from "#app/platform/locales.ts";

type PreferenceChooserProps = {
  /** Address that the form is posted to. */
  action: string;
  /** Address of this page, to return to. */
  back: string;
  /** The chosen theme; undefined if the device decides. */
  theme: Theme | undefined;
};

/** A form of buttons for the language and theme of the public pages. The choice is stored for a year. */
export function PreferenceChooser({ action, back, theme = undefined }: PreferenceChooserProps) {
  const { t, locale } = useWords();
  const chosen = theme ?? "system";
  return (
    <form method="post" action={action} className="preferences">
      <input type="hidden" name="back" value={back} />
      <fieldset className="preference">
        <legend>{t("frame.language")}</legend>
        {locales.map((each) => (
          <button
            key={each}
            type="submit"
            name="lng"
            value={each}
            lang={each}
            aria-pressed={each === languageOf(locale)}
          >
            {localeNames[each]}
          </button>
        ))}
      </fieldset>
      <fieldset className="preference">
        <legend>{t("frame.theme")}</legend>
        {THEMES.map((each) => (
          <button key={each} type="submit" name="theme" value={each} aria-pressed={each === chosen}>
            {t(`frame.theme.${each}`)}
          </button>
        ))}
      </fieldset>
    </form>
  );
}
