import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "find.title": "Retrouver ma réservation",
  "find.line":
    "Saisissez l’e-mail avec lequel vous avez réservé. Nous vous envoyons les liens de vos réservations.",
  "find.send": "Envoyez-moi mes réservations",
  "find.sentTitle": "Regardez votre boîte mail",
  "find.sentLine":
    "S’il y a des réservations pour cette adresse, un mail avec leurs liens est en route. Cela peut prendre quelques minutes ; regardez aussi dans les indésirables.",
  "find.again": "Essayer une autre adresse",
  "find.tooMany_one": "Trop d’essais depuis votre réseau. Réessayez dans {{count, number}} seconde.",
  "find.tooMany_other": "Trop d’essais depuis votre réseau. Réessayez dans {{count, number}} secondes.",
  "find.check": "Vérifiez l’adresse",
};
