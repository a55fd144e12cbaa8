import { locales } from "#app/platform/locales.ts";
import { CheckField, Field, Select, TextArea } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { stocks } from "#app/ui/seats/stocks.ts";
import { HIDABLE } from "../embed-options.ts";
import type { EmbedAdminData, EmbedErrors } from "./embed-admin-data.ts";
import type { EmbedDraft } from "./embed-form.ts";

const MODES = {
  inline: "In the page",
  popup: "Popup from a link",
  float: "Floating button",
  plain: "Plain iframe, no script",
};
const AFTER =
  "A page of the same site, such as https://example.org/thanks. Empty: the form stays and says that it is booked.";
const LANGUAGES: Record<string, string> = { en: "English", de: "Deutsch", fr: "Français", es: "Español" };
const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

interface Props {
  /** What the fields begin with. */
  draft: EmbedDraft;
  /** What they hold now. */
  shown: EmbedDraft;
  errors: EmbedErrors;
  page: EmbedAdminData;
}

/** How the form is to look and where it may stand. */
export function EmbedFields({ draft, shown, errors, page }: Props) {
  const field = (name: Exclude<keyof EmbedDraft, "hide">) => ({
    name,
    defaultValue: draft[name],
    errors: errors[name],
  });
  const usesButton = shown.mode === "popup" || shown.mode === "float";
  return (
    <>
      <Field label="Name" hint="For you, to tell your sites apart." maxLength={80} {...field("name")} />
      <Select label="Show it" {...field("mode")}>
        {Object.entries(MODES).map(([mode, words]) => (
          <option key={mode} value={mode}>
            {words}
          </option>
        ))}
      </Select>
      {usesButton ? (
        <Field label="The button says" maxLength={40} {...field("label")} />
      ) : (
        <Kept draft={draft} name="label" />
      )}
      {shown.mode === "float" ? (
        <Select label="Position" {...field("position")}>
          <option value="bottom-end">Bottom right</option>
          <option value="bottom-start">Bottom left</option>
        </Select>
      ) : (
        <Kept draft={draft} name="position" />
      )}
      <LookFields field={field} />
      <HideFields draft={draft} />
      <Field label="Seats chosen to begin with" optional inputMode="numeric" {...field("seats")} />
      <Field
        label="Where to go after booking"
        optional
        inputMode="url"
        hint={AFTER}
        spellCheck={false}
        {...field("success")}
      />
      <TextArea
        label="Allowed sites"
        optional
        rows={3}
        spellCheck={false}
        hint={sitesHint(page)}
        {...field("sites")}
      />
      <PreviewWarning shown={shown} page={page} />
    </>
  );
}

/** What of the page the form goes without. */
function HideFields({ draft }: { draft: EmbedDraft }) {
  return (
    <fieldset className="embed-hide">
      <legend className="field-label">Leave out</legend>
      {HIDABLE.map((part) => (
        <CheckField
          key={part}
          id={`hide-${part}`}
          name="hide"
          value={part}
          label={part === "image" ? "Picture of the seats" : capital(part)}
          defaultChecked={draft.hide.includes(part)}
        />
      ))}
    </fieldset>
  );
}

/** A field that has no place in the present mode keeps what it holds. */
function Kept({ draft, name }: { draft: EmbedDraft; name: "label" | "position" }) {
  return <input type="hidden" name={name} value={draft[name]} />;
}

type FieldOf = (name: Exclude<keyof EmbedDraft, "hide">) => {
  name: string;
  defaultValue: string;
  errors: string[] | undefined;
};

function LookFields({ field }: { field: FieldOf }) {
  return (
    <div className="embed-pair">
      <Select label="Theme" {...field("theme")}>
        <option value="auto">As the visitor’s device</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </Select>
      <Select label="Colour" {...field("stock")}>
        <option value="">The event’s own</option>
        {stocks.map((stock) => (
          <option key={stock} value={stock}>
            {capital(stock)}
          </option>
        ))}
      </Select>
      <Select label="Typeface" {...field("font")}>
        <option value="brand">Reservo’s</option>
        <option value="system">The device’s own</option>
      </Select>
      <Select label="Language" {...field("locale")}>
        <option value="">The visitor’s</option>
        {locales.map((locale) => (
          <option key={locale} value={locale}>
            {LANGUAGES[locale]}
          </option>
        ))}
      </Select>
    </div>
  );
}

function sitesHint({ organizationSites }: EmbedAdminData): string {
  const none =
    organizationSites.length > 0
      ? `Empty means those of your organisation: ${organizationSites.join(", ")}.`
      : "Empty means any https site.";
  return `One a line, such as https://example.org or https://*.example.org. They hold for all forms of this event. ${none}`;
}

/** The preview stands on an origin of ours, which is always let in; a site of theirs may not be. */
function PreviewWarning({ shown, page }: { shown: EmbedDraft; page: EmbedAdminData }) {
  if (!shown.sites.trim() || !URL.canParse(shown.success)) return null;
  const { origin } = new URL(shown.success);
  if (shown.sites.includes(new URL(origin).host) || page.organizationSites.includes(origin)) return null;
  return (
    <Notice tone="warn" title="That site may not show the form">
      <p>{`${origin} is not among the allowed sites, so a form there would not load.`}</p>
    </Notice>
  );
}
