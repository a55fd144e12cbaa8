type Words = [openInTab: string, close: string];

const EN: Words = ["Booking form couldn’t load here. Open it in a new tab.", "Close"];
/** The loader's own texts, used where no frame can show any: the fallback link and the label of the close button. */
const WORDS: Record<string, Words> = {
  de: ["Formular in neuem Tab öffnen", "Schließen"],
  fr: ["Formulaire dans un nouvel onglet", "Fermer"],
  es: ["Formulario en otra pestaña", "Cerrar"],
};

/** Returns the texts in the given language, by default that of the host page; English if it is not supported. */
export function wordsIn(locale = document.documentElement.lang): Words {
  return WORDS[locale.slice(0, 2)] ?? EN;
}
