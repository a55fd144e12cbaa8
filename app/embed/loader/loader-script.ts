// Where the loader itself came from: the one origin that frames are loaded from and believed.

/** The script element that holds the settings for the whole page. */
export const script = (document.currentScript ??
  document.querySelector("script[src*='/embed/v1']")) as HTMLScriptElement | null;

let [known] = /^https?:..[^/]+(?=.embed.v1)/.exec(script?.src as string) ?? [""];
// A copy, and not the script itself.
if (known === location.origin) known = "";

/**
 * Returns the exact origin of Reservo; an empty text while nothing names it. Where a site has copied or bundled the script,
 * it is named by the link that stands in an element until the form is there, or that opens a popup.
 */
export function reservo(): string {
  known ||=
    document.querySelector<HTMLAnchorElement>(
      ":is([data-reservo] a,reservo-embed a,[data-reservo-popup]):is([href*='/e/'],[href*='/o/'])",
    )?.origin ?? "";
  return known;
}
