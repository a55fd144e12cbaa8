/** The loader's own words, for when no frame is there to have any: what is wrong with a way out, and how to close a popup. */
const WORDS: Record<string, string> = {
  en: "Booking form couldn’t load here. Open it in a new tab.|Close",
  de: "Das Formular lädt hier nicht. In neuem Tab öffnen.|Schließen",
  fr: "Formulaire indisponible ici. L’ouvrir dans un onglet.|Fermer",
  es: "El formulario no carga aquí. Abrirlo en otra pestaña.|Cerrar",
};

/** The words in the language asked for, else in that of the host page. */
export function wordsIn(locale = document.documentElement.lang): string[] {
  return `${WORDS[locale.slice(0, 2)] ?? WORDS.en}`.split("|");
}
