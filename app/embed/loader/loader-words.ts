type Words = [openInTab: string, close: string];

const EN: Words = ["Booking form couldn’t load here. Open it in a new tab.", "Close"];
/** The loader's own words, for when no frame is there to have any: the way out, and how to close a popup. */
const WORDS: Record<string, Words> = {
  de: ["Formular in neuem Tab öffnen", "Schließen"],
  fr: ["Formulaire dans un nouvel onglet", "Fermer"],
  es: ["Formulario en otra pestaña", "Cerrar"],
};

/** Returns the words in the language asked for, else in that of the host page. */
export function wordsIn(locale = document.documentElement.lang): Words {
  return WORDS[locale.slice(0, 2)] ?? EN;
}
