import { useWords } from "#app/i18n/words.tsx";
import { THEMES, type Theme } from "#app/platform/http/preferences.ts";
import { languageOf, localeNames, locales } from "#app/platform/locales.ts";

type PreferenceChooserProps = {
  /** Where the form is sent. */
  action: string;
  /** The address of this page, to come back to. */
  back: string;
  /** The theme that was chosen; undefined where the device decides. */
  theme: Theme | undefined;
};

/** Language and theme of the public pages: a form of plain buttons, of which each is kept for a year. */
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
