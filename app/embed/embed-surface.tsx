import type { Surface } from "#app/checkout/surface.ts";
import { useWords } from "#app/i18n/words.tsx";
import * as paths from "#app/platform/http/paths.ts";
import { type Typed, textOf } from "#app/questions/booking-form.ts";
import { metadataOf } from "./booking-metadata.ts";
import { campaignOf, carriedOf } from "./embed-options.ts";

/** Name of the honeypot field: people do not see it, programs that fill in every field do. */
export const HONEYPOT = "leaveEmpty";

/** The booking surface in a frame. Steps pass on the first address's query; only the form's token identifies a client. */
export function embedSurface(query: URLSearchParams): Surface {
  const carried = carriedOf(query);
  const embed = query.get("embed");
  const access = query.get("access") ?? undefined;
  // No cookie carries the hold here, so links back to the event's page do.
  const h = query.get("h") ?? undefined;
  const known = { ...campaignOf(query), ...(embed && { embed }) };
  return {
    name: "embed",
    holder: "form",
    access,
    eventStep: (slug, more) =>
      paths.embedEvent(slug, { ...more, ...carried, access: more?.access ?? access, h }),
    detailsStep: (slug, more) => paths.embedDetails(slug, { ...more, ...carried }),
    doneStep: ({ slug, reference, token }) => paths.embedDone(slug, { ref: reference, t: token, ...carried }),
    metadataOf: (typed) => metadataOf(typed, known),
    formFields: (typed) => <HiddenFields typed={typed} />,
  };
}

/** Hidden fields for the site's data, which the frame's module fills in, and the honeypot. */
function HiddenFields({ typed }: { typed: Typed | undefined }) {
  const { t } = useWords();
  return (
    <>
      {["metadata", "attribution"].map((name) => (
        <input key={name} type="hidden" name={name} defaultValue={textOf(typed, name)} />
      ))}
      <div className="leave-empty" aria-hidden="true">
        <label>
          {t("embed.leaveEmpty")}
          <input name={HONEYPOT} tabIndex={-1} autoComplete="off" />
        </label>
      </div>
    </>
  );
}
