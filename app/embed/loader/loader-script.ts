// Where the loader itself came from: the one origin that frames are loaded from and believed.

/** The script element that holds the settings for the whole page. */
export const script = (document.currentScript ??
  document.querySelector('script[src*="/embed/v1"]')) as HTMLScriptElement | null;

/** Origin of Reservo, exact. */
export const RESERVO = new URL(script?.src || location.href).origin;
