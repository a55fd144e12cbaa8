import type { Surface } from "#app/checkout/surface.ts";
import { useWords } from "#app/i18n/words.tsx";
import * as paths from "#app/platform/http/paths.ts";
import { type Typed, textOf } from "#app/questions/booking-form.ts";
import { metadataOf } from "./booking-metadata.ts";
import { campaignOf, carriedOf } from "./embed-options.ts";

/** Filled in by programs that fill in whatever there is, and by nobody else. */
export const HONEYPOT = "leaveEmpty";

/** A booking in a frame. Its steps hand on what the first address said; nobody is known there but by the form's token. */
export function embedSurface(query: URLSearchParams): Surface {
  const carried = carriedOf(query);
  const embed = query.get("embed");
  const access = query.get("access") ?? undefined;
  // No cookie says what is held, so the way back to the event's page has to.
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

/** What the site hands over is filled in by the frame's module; the last field is for those who are no people. */
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
