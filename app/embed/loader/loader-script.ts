// The loader's own origin: the only one that frames are loaded from and whose messages are accepted.

/** The script element, whose attributes are the settings for the entire page. */
export const script = (document.currentScript ??
  document.querySelector("script[src*='/embed/v1']")) as HTMLScriptElement | null;

let [known] = /^https?:..[^/]+(?=.embed.v1)/.exec(script?.src as string) ?? [""];
// The site serves a copy of the script, so its origin is not Reservo's.
if (known === location.origin) known = "";

/**
 * Returns the exact origin of Reservo, or an empty string while it is unknown. If a site has copied or bundled the script,
 * the origin comes from a link: the placeholder in an element, or one that opens a popup.
 */
export function reservo(): string {
  known ||=
    document.querySelector<HTMLAnchorElement>(
      ":is([data-reservo] a,reservo-embed a,[data-reservo-popup]):is([href*='/e/'],[href*='/o/'])",
    )?.origin ?? "";
  return known;
}
