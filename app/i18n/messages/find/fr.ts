import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "find.title": "Retrouver ma réservation",
  "find.line":
    "Saisissez l’adresse e-mail utilisée pour réserver. Nous vous enverrons les liens de vos réservations.",
  "find.send": "Recevoir mes réservations",
  "find.sentTitle": "Consultez votre boîte de réception",
  "find.sentLine":
    "S’il y a des réservations à cette adresse, un e-mail avec leurs liens est en route. Cela peut prendre quelques minutes ; regardez aussi dans les indésirables.",
  "find.again": "Essayer une autre adresse",
  "find.tooMany_one": "Trop de tentatives depuis votre réseau. Réessayez dans {{count, number}} seconde.",
  "find.tooMany_other": "Trop de tentatives depuis votre réseau. Réessayez dans {{count, number}} secondes.",
  "find.check": "Vérifiez l’adresse",
};
