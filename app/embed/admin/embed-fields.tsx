import type { AdminTranslate } from "#app/i18n/admin-translate.ts";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { localeNames, locales } from "#app/platform/locales.ts";
import { CheckField, Field, Select, TextArea } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { stocks } from "#app/ui/seats/stocks.ts";
import { HIDABLE } from "../embed-options.ts";
import type { EmbedAdminData, EmbedErrors } from "./embed-admin-data.ts";
import type { EmbedDraft } from "./embed-draft.ts";

const MODES = ["inline", "popup", "float", "plain"] as const;
const POSITIONS = ["bottom-end", "bottom-start"] as const;
const THEMES = ["auto", "light", "dark"] as const;
const FONTS = ["brand", "system"] as const;

interface Props {
  /** Initial values of the fields. */
  draft: EmbedDraft;
  /** Current values of the fields. */
  shown: EmbedDraft;
  errors: EmbedErrors;
  page: EmbedAdminData;
}

/** The fields for the form's appearance and for the sites that may embed it. */
export function EmbedFields({ draft, shown, errors, page }: Props) {
  const { t } = useAdminWords();
  const field = (name: Exclude<keyof EmbedDraft, "hide">) => ({
    name,
    defaultValue: draft[name],
    errors: errors[name],
  });
  const usesButton = shown.mode === "popup" || shown.mode === "float";
  return (
    <>
      <Field
        label={t("admin.embed.name")}
        hint={t("admin.embed.nameHint")}
        maxLength={80}
        {...field("name")}
      />
      <Select label={t("admin.embed.mode")} {...field("mode")}>
        <Options of={MODES} words={(each) => t(`admin.embed.mode.${each}`)} />
      </Select>
      {usesButton ? (
        <Field label={t("admin.embed.label")} maxLength={40} {...field("label")} />
      ) : (
        <HiddenField draft={draft} name="label" />
      )}
      {shown.mode === "float" ? (
        <Select label={t("admin.embed.position")} {...field("position")}>
          <Options of={POSITIONS} words={(each) => t(`admin.embed.position.${each}`)} />
        </Select>
      ) : (
        <HiddenField draft={draft} name="position" />
      )}
      <AppearanceFields field={field} />
      <HideFields draft={draft} />
      <Field label={t("admin.embed.seats")} optional inputMode="numeric" {...field("seats")} />
      <Field
        label={t("admin.embed.success")}
        optional
        inputMode="url"
        hint={t("admin.embed.successHint")}
        spellCheck={false}
        {...field("success")}
      />
      <TextArea
        label={t("admin.embed.sites")}
        optional
        rows={3}
        spellCheck={false}
        hint={sitesHint(page, t)}
        {...field("sites")}
      />
      <PreviewWarning shown={shown} page={page} />
    </>
  );
}

/** Checkboxes for the parts to hide. */
function HideFields({ draft }: { draft: EmbedDraft }) {
  const { t } = useAdminWords();
  return (
    <fieldset className="embed-hide">
      <legend className="field-label">{t("admin.embed.hide")}</legend>
      {HIDABLE.map((part) => (
        <CheckField
          key={part}
          id={`hide-${part}`}
          name="hide"
          value={part}
          label={t(`admin.embed.hide.${part}`)}
          defaultChecked={draft.hide.includes(part)}
        />
      ))}
    </fieldset>
  );
}

/** A hidden input that preserves the value of a field which the current mode does not show. */
function HiddenField({ draft, name }: { draft: EmbedDraft; name: "label" | "position" }) {
  return <input type="hidden" name={name} value={draft[name]} />;
}

function Options<Value extends string>({
  of,
  words,
}: {
  of: readonly Value[];
  words: (value: Value) => string;
}) {
  return of.map((value) => (
    <option key={value} value={value}>
      {words(value)}
    </option>
  ));
}

type FieldOf = (name: Exclude<keyof EmbedDraft, "hide">) => {
  name: string;
  defaultValue: string;
  errors: string[] | undefined;
};

function AppearanceFields({ field }: { field: FieldOf }) {
  const { t } = useAdminWords();
  return (
    <div className="embed-pair">
      <Select label={t("admin.embed.theme")} {...field("theme")}>
        <Options of={THEMES} words={(each) => t(`admin.embed.theme.${each}`)} />
      </Select>
      <Select label={t("admin.embed.colour")} {...field("stock")}>
        <option value="">{t("admin.embed.colourOfEvent")}</option>
        {stocks.map((stock) => (
          <option key={stock} value={stock}>
            {t(`admin.shell.stock.${stock}`)}
          </option>
        ))}
      </Select>
      <Select label={t("admin.embed.font")} {...field("font")}>
        <Options of={FONTS} words={(each) => t(`admin.embed.font.${each}`)} />
      </Select>
      <Select label={t("admin.embed.language")} {...field("locale")}>
        <option value="">{t("admin.embed.languageOfVisitor")}</option>
        {locales.map((locale) => (
          <option key={locale} value={locale}>
            {localeNames[locale]}
          </option>
        ))}
      </Select>
    </div>
  );
}

function sitesHint({ organizationSites }: EmbedAdminData, t: AdminTranslate): string {
  if (organizationSites.length === 0) return t("admin.embed.sitesHint");
  return t("admin.embed.sitesHintOfOrganisation", { sites: organizationSites.join(", ") });
}

/** Warns that the organiser's site is not among the allowed ones: the preview works regardless, as its origin is ours. */
function PreviewWarning({ shown, page }: { shown: EmbedDraft; page: EmbedAdminData }) {
  const { t } = useAdminWords();
  if (!shown.sites.trim() || !URL.canParse(shown.success)) return null;
  const { protocol, host, origin } = new URL(shown.success);
  // Other addresses, such as `mailto:x`, have no origin; saving rejects them with an error at their field.
  if (!/^https?:$/.test(protocol)) return null;
  if (shown.sites.includes(host) || page.organizationSites.includes(origin)) return null;
  return (
    <Notice tone="warn" title={t("admin.embed.siteNotAllowed")}>
      <p>{t("admin.embed.siteNotAllowedLine", { site: origin })}</p>
    </Notice>
  );
}
