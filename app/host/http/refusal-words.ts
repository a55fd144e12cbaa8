import type { Language } from "#app/platform/locales.ts";

/** What the host itself answers when a request does not get as far as a page. */
export type HostRefusal =
  | "malformed"
  | "untrusted"
  | "not-found"
  | "wrong-method"
  | "too-large"
  | "long-address"
  | "too-many"
  | "busy"
  | "unavailable"
  | "failed";

/**
 * The title, and what to do. They stand here and not in the catalogue: the host tells them even when all else is broken.
 * Words that may answer the page after a form do not say what was done, since the form may have been carried out.
 */
type Words = Record<HostRefusal, [title: string, text: string]>;

const en: Words = {
  malformed: [
    "This request can't be read",
    "Part of it was missing or malformed. Go back, reload the page and try again.",
  ],
  untrusted: [
    "We couldn't tell where this came from",
    "The form was not sent from a page of ours, so nothing was changed. Open the page here and send it again.",
  ],
  "not-found": ["There is no page here", "The address may be wrong, or the page may have been removed."],
  "wrong-method": [
    "This page can't be asked that way",
    "Nothing was changed. Open the page in a browser instead.",
  ],
  "too-large": [
    "That is more than we can take",
    "Nothing was changed. Shorten what you typed and send it again.",
  ],
  "long-address": ["This address is too long", "Check the link that you were given."],
  "too-many": [
    "Too many pages for your network",
    "Your network asked for more pages than we answer at once. This page tries again by itself in a few seconds.",
  ],
  busy: ["A lot of people are here right now", "This page tries again by itself in a few seconds."],
  unavailable: [
    "Reservo is briefly unavailable",
    "Existing bookings are safe. This page tries again by itself.",
  ],
  failed: [
    "We couldn’t show this page",
    "Try again in a minute. If you had just sent something, it may have been saved: check before you send it again. If you had just booked, look for the confirmation email.",
  ],
};

const de: Words = {
  malformed: [
    "Diese Anfrage lässt sich nicht lesen",
    "Ein Teil fehlte oder war fehlerhaft. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.",
  ],
  untrusted: [
    "Wir wissen nicht, woher das kam",
    "Das Formular kam nicht von einer unserer Seiten, deshalb wurde nichts geändert. Öffnen Sie die Seite hier und senden Sie es noch einmal.",
  ],
  "not-found": [
    "Hier ist keine Seite",
    "Möglicherweise enthält die Adresse einen Tippfehler, oder die Seite wurde entfernt.",
  ],
  "wrong-method": [
    "So lässt sich diese Seite nicht abfragen",
    "Es wurde nichts geändert. Öffnen Sie die Seite in einem Browser.",
  ],
  "too-large": [
    "Das ist mehr, als wir annehmen können",
    "Es wurde nichts geändert. Kürzen Sie Ihre Eingabe und senden Sie sie noch einmal.",
  ],
  "long-address": ["Diese Adresse ist zu lang", "Prüfen Sie den Link, den Sie bekommen haben."],
  "too-many": [
    "Zu viele Seitenaufrufe aus Ihrem Netz",
    "Aus Ihrem Netz kamen mehr Anfragen, als wir auf einmal beantworten. Diese Seite versucht es in ein paar Sekunden von selbst noch einmal.",
  ],
  busy: [
    "Gerade sind sehr viele Menschen hier",
    "Diese Seite versucht es in ein paar Sekunden von selbst noch einmal.",
  ],
  unavailable: [
    "Reservo ist gerade nicht erreichbar",
    "Bestehende Buchungen sind sicher. Diese Seite versucht es von selbst noch einmal.",
  ],
  failed: [
    "Diese Seite konnte nicht angezeigt werden",
    "Versuchen Sie es in einer Minute noch einmal. Falls Sie gerade etwas gesendet haben, wurde es vielleicht gespeichert: Sehen Sie nach, bevor Sie es noch einmal senden. Falls Sie gerade gebucht haben, prüfen Sie, ob die Bestätigung per E-Mail da ist.",
  ],
};

const fr: Words = {
  malformed: [
    "Cette demande est illisible",
    "Une partie manquait ou était mal formée. Revenez en arrière, rechargez la page et réessayez.",
  ],
  untrusted: [
    "Nous ne savons pas d’où cela vient",
    "Le formulaire ne venait pas d’une de nos pages : rien n’a été modifié. Ouvrez la page ici et envoyez-le de nouveau.",
  ],
  "not-found": ["Il n’y a pas de page ici", "L’adresse est peut-être erronée, ou la page a été supprimée."],
  "wrong-method": [
    "Cette page ne se demande pas ainsi",
    "Rien n’a été modifié. Ouvrez la page dans un navigateur.",
  ],
  "too-large": [
    "C’est plus que nous ne pouvons accepter",
    "Rien n’a été modifié. Raccourcissez votre texte et envoyez-le de nouveau.",
  ],
  "long-address": ["Cette adresse est trop longue", "Vérifiez le lien que vous avez reçu."],
  "too-many": [
    "Trop de pages demandées depuis votre réseau",
    "Votre réseau a demandé plus de pages que nous n’en servons à la fois. Cette page réessaie d’elle-même dans quelques secondes.",
  ],
  busy: ["Beaucoup de monde est ici en ce moment", "Cette page réessaie d’elle-même dans quelques secondes."],
  unavailable: [
    "Reservo est momentanément indisponible",
    "Les réservations existantes sont en sécurité. Cette page réessaie d’elle-même.",
  ],
  failed: [
    "Cette page ne peut pas être affichée",
    "Réessayez dans une minute. Si vous veniez d’envoyer quelque chose, c’est peut-être enregistré : vérifiez avant de l’envoyer de nouveau. Si vous veniez de réserver, cherchez l’e-mail de confirmation.",
  ],
};

const es: Words = {
  malformed: [
    "No se puede leer esta petición",
    "Faltaba una parte o estaba mal formada. Vuelva atrás, recargue la página e inténtelo de nuevo.",
  ],
  untrusted: [
    "No sabemos de dónde ha venido esto",
    "El formulario no se envió desde una página nuestra, así que no se ha cambiado nada. Abra la página aquí y envíelo de nuevo.",
  ],
  "not-found": [
    "Aquí no hay ninguna página",
    "Puede que la dirección sea incorrecta o que la página se haya eliminado.",
  ],
  "wrong-method": [
    "Esta página no se puede pedir así",
    "No se ha cambiado nada. Abra la página en un navegador.",
  ],
  "too-large": [
    "Es más de lo que podemos aceptar",
    "No se ha cambiado nada. Acorte lo que ha escrito y envíelo de nuevo.",
  ],
  "long-address": ["Esta dirección es demasiado larga", "Revise el enlace que recibió."],
  "too-many": [
    "Demasiadas páginas pedidas desde su red",
    "Desde su red se han pedido más páginas de las que atendemos a la vez. Esta página vuelve a intentarlo sola en unos segundos.",
  ],
  busy: ["Ahora mismo hay mucha gente aquí", "Esta página vuelve a intentarlo sola en unos segundos."],
  unavailable: [
    "Reservo no está disponible en este momento",
    "Las reservas existentes están a salvo. Esta página vuelve a intentarlo sola.",
  ],
  failed: [
    "No hemos podido mostrar esta página",
    "Vuelva a intentarlo en un minuto. Si acababa de enviar algo, puede que se haya guardado: compruébelo antes de enviarlo de nuevo. Si acababa de reservar, busque el correo de confirmación.",
  ],
};

export const refusalWords: Record<Language, Words> = { en, de, fr, es };

/** What is said instead where something was written that came to no answer: of that nobody knows what became. */
export const writtenWords: Record<Language, { kept: string; gone: string }> = {
  en: {
    kept: "We don’t know yet whether it went through. What you sent is kept in this page. Sending it again never books a second time.",
    gone: "We don’t know yet whether it went through. Look whether it did before you send it again.",
  },
  de: {
    kept: "Wir wissen noch nicht, ob es geklappt hat. Was Sie gesendet haben, ist in dieser Seite aufgehoben. Noch einmal senden bucht nie ein zweites Mal.",
    gone: "Wir wissen noch nicht, ob es geklappt hat. Sehen Sie nach, bevor Sie es noch einmal senden.",
  },
  fr: {
    kept: "Nous ne savons pas encore si c’est passé. Ce que vous avez envoyé est gardé dans cette page. L’envoyer de nouveau ne réserve jamais une seconde fois.",
    gone: "Nous ne savons pas encore si c’est passé. Vérifiez-le avant d’envoyer de nouveau.",
  },
  es: {
    kept: "Todavía no sabemos si se ha hecho. Lo que envió se guarda en esta página. Enviarlo otra vez nunca reserva dos veces.",
    gone: "Todavía no sabemos si se ha hecho. Compruébelo antes de enviarlo otra vez.",
  },
};

/** The words around a refusal, on its page. */
export const frameWords: Record<Language, { home: string; again: string; request: string }> = {
  en: { home: "Go to the home page", again: "Try again", request: "Request" },
  de: { home: "Zur Startseite", again: "Noch einmal versuchen", request: "Anfrage" },
  fr: { home: "Aller à l’accueil", again: "Réessayer", request: "Demande" },
  es: { home: "Ir al inicio", again: "Volver a intentarlo", request: "Petición" },
};
