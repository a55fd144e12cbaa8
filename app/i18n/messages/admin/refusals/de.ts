import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.problem.busy":
    "Reservo ist ausgelastet, darum wurde nichts ausgeführt. Versuchen Sie es gleich noch einmal.",
  "admin.problem.unknownOutcome":
    "Wir wissen noch nicht, ob es geklappt hat. Sehen Sie nach, bevor Sie es noch einmal versuchen.",
  "admin.problem.refusal.MAINTENANCE_MODE":
    "Die Buchung pausiert für ein paar Minuten. Bestehende Buchungen sind sicher.",
  "admin.problem.refusal.RESOURCE_CANCELLED": "Dieser Termin ist abgesagt.",
  "admin.problem.refusal.RESOURCE_CLOSED": "Die Buchung ist geschlossen.",
  "admin.problem.refusal.NOT_OPEN_YET": "Die Buchung ist noch nicht geöffnet.",
  "admin.problem.refusal.BOOKING_CLOSED": "Der Buchungsschluss ist vorbei.",
  "admin.problem.refusal.TOO_MANY_PER_BOOKING": "Das ist mehr, als eine Buchung umfassen darf.",
  "admin.problem.refusal.TOO_MANY_PER_PERSON":
    "Mit dieser Adresse können hier keine weiteren Plätze gebucht werden.",
  "admin.problem.refusal.HOLD_LIMIT": "Aus Ihrem Netzwerk sind gerade zu viele Plätze reserviert.",
  "admin.problem.refusal.RENEWAL_LIMIT":
    "Diese Reservierungen wurden innerhalb einer Stunde dreimal erneuert. Versuchen Sie es später noch einmal.",
  "admin.problem.refusal.RESOURCE_FULL": "Es sind nicht mehr genug Plätze frei.",
  "admin.problem.refusal.HOLD_EXPIRED": "Die Reservierung ist abgelaufen.",
  "admin.problem.refusal.INVALID_STATE": "Diese Buchung ist nicht mehr aktiv, es wurde nichts geändert.",
  "admin.problem.refusal.CAPACITY_BELOW_BOOKED": "Es sind schon mehr Plätze gebucht.",
  "admin.problem.refusal.RESOURCE_NOT_FOUND": "Diesen Termin gibt es nicht mehr.",
  "admin.problem.refusal.BOOKING_NOT_FOUND": "Diese Buchung gibt es nicht mehr.",
  "admin.problem.refusal.RESOURCE_ALREADY_EXISTS": "Diesen Termin gibt es schon.",
  "admin.problem.refusal.IDEMPOTENCY_KEY_REUSED":
    "Dieses Formular wurde schon mit anderen Angaben gesendet. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
  "admin.problem.refusal.EVENT_STATE":
    "Diese Veranstaltung wurde inzwischen geändert, darum ist das nicht mehr möglich.",
  "admin.problem.refusal.EVENT_CHANGED":
    "Jemand hat diese Veranstaltung inzwischen gespeichert. Laden Sie die Seite neu und versuchen Sie es noch einmal.",
  "admin.problem.refusal.EVENT_SAVING":
    "Die Termine dieser Veranstaltung werden noch gespeichert. Warten Sie, oder brechen Sie das Speichern auf der Veranstaltungsseite ab.",
  "admin.problem.refusal.TWO_FACTOR_CHANGED":
    "Die Zwei-Faktor-Authentifizierung wurde inzwischen geändert. Prüfen Sie die Seite.",
  "admin.problem.refusal.FORM_REUSED":
    "Dieses Formular wurde schon mit anderen Angaben gesendet. Was Sie hier sehen, ist nicht gespeichert. Sehen Sie nach, was gespeichert wurde, und senden Sie es dann bei Bedarf noch einmal.",
  "admin.problem.refusal.DATE_NOT_FOUND": "Dieser Termin wurde entfernt.",
  "admin.problem.refusal.DATE_BOOKED": "Dieser Termin hat Buchungen. Sagen Sie ihn stattdessen ab.",
  "admin.problem.refusal.DATE_ENDED": "Dieser Termin ist vorbei und lässt sich nicht mehr absagen.",
  "admin.problem.refusal.LAST_DATE":
    "Das ist der einzige Termin der Veranstaltung. Fügen Sie zuerst einen weiteren hinzu.",
  "admin.problem.refusal.EMBED_NOT_FOUND": "Diese Einbettung gibt es nicht mehr.",
  "admin.problem.refusal.TOO_MANY_EMBEDS":
    "Diese Veranstaltung hat die Höchstzahl an Einbettungen. Löschen Sie zuerst eine.",
  "admin.problem.refusal.KEY_NOT_ACTIVE": "Dieser Schlüssel wurde widerrufen oder ist abgelaufen.",
  "admin.problem.refusal.INVALID_ORIGINS": "Ein Origin ist ungültig, oder es sind zu viele.",
  "admin.problem.refusal.TOO_MANY_WEBHOOKS":
    "Die Höchstzahl an Webhooks ist erreicht. Löschen Sie zuerst einen.",
  "admin.problem.refusal.WEBHOOK_NOT_FOUND": "Diesen Webhook gibt es nicht mehr.",
  "admin.problem.refusal.DELIVERY_NOT_FOUND": "Dieses Ereignis wurde nie an diesen Webhook gesendet.",
  "admin.problem.refusal.MEMBER_NOT_FOUND": "Diese Person ist kein Mitglied mehr.",
  "admin.problem.refusal.MEMBER_CHANGED":
    "Jemand hat die Rollen dieses Mitglieds inzwischen geändert. Prüfen Sie sie und versuchen Sie es noch einmal.",
  "admin.problem.refusal.TEAM_FORBIDDEN": "Ihre Rolle erlaubt das nicht mehr.",
  "admin.problem.refusal.OWNERS_ONLY": "Nur Inhaber können Inhaber ernennen, ändern und entfernen.",
  "admin.problem.refusal.OWN_ROLE":
    "Ihre eigene Rolle können Sie nicht ändern. Fragen Sie einen anderen Inhaber oder Administrator.",
  "admin.problem.refusal.LAST_OWNER":
    "Eine Organisation braucht einen Inhaber. Ernennen Sie zuerst jemand anderen.",
  "admin.problem.refusal.ALREADY_MEMBER":
    "Diese Person ist schon Mitglied. Ändern Sie ihre Rolle auf der Seite des Teams.",
  "admin.problem.refusal.EVENT_NOT_FOUND": "Diese Veranstaltungen wurden entfernt. Wählen Sie andere.",
  "admin.problem.refusal.TOO_MANY_INVITATIONS":
    "Es gibt schon 50 offene Einladungen. Widerrufen Sie zuerst eine.",
  "admin.problem.refusal.INVITATION_MAIL_LIMIT":
    "Ihre Organisation hat in einer Stunde 20 Einladungen verschickt. Versuchen Sie es später noch einmal, oder geben Sie einen Link weiter.",
  "admin.problem.refusal.INVITATION_NOT_FOUND": "Diese Einladung wurde angenommen oder widerrufen.",
};
