import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.developers.title": "Entwickler",
  "admin.developers.keys": "API-Schlüssel",
  "admin.developers.webhooks": "Webhooks",
  "admin.developers.reference": "API-Referenz",

  "admin.keys.line":
    "Verwenden Sie für jede Anwendung einen eigenen Schlüssel, nur mit den nötigen Berechtigungen.",
  "admin.keys.new": "Neuer Schlüssel",
  "admin.keys.newTitle": "Neuer API-Schlüssel",
  "admin.keys.empty": "Noch keine Schlüssel",
  "admin.keys.emptyLine":
    "Mit einem Schlüssel kann Ihre Anwendung über die API lesen, buchen oder verwalten.",
  "admin.keys.name": "Name",
  "admin.keys.status": "Status",
  "admin.keys.key": "Schlüssel",
  "admin.keys.scopes": "Berechtigungen",
  "admin.keys.networks": "Zugelassene Netzwerke",
  "admin.keys.anyNetwork": "Alle",
  "admin.keys.lastUsed": "Zuletzt verwendet",
  "admin.keys.older": "Ältere Schlüssel",
  "admin.keys.newest": "Neueste Schlüssel",
  "admin.keys.state.revoked": "Widerrufen",
  "admin.keys.state.active": "Aktiv",
  "admin.keys.state.expired": "Abgelaufen am {{day}}",
  "admin.keys.state.activeUntil": "Aktiv bis {{day}}",

  "admin.key.apiKey": "API-Schlüssel",
  "admin.key.of": "Neuer Schlüssel: {{name}}",
  "admin.key.created": "Erstellt",
  "admin.key.expires": "Läuft ab",
  "admin.key.revoked": "Widerrufen",
  "admin.key.ended": "Dieser Schlüssel gilt nicht mehr",
  "admin.key.endedLine":
    "Anfragen mit ihm werden abgelehnt. Erstellen Sie für die betroffene Anwendung einen neuen Schlüssel.",
  "admin.key.rotate": "Schlüssel erneuern",
  "admin.key.rotateLine":
    "Erstellt einen neuen Schlüssel mit demselben Namen, denselben Berechtigungen und Netzwerken und löst diesen ab.",
  "admin.key.overlap": "Der alte Schlüssel gilt noch",
  "admin.key.overlap.0": "0 (sofort ungültig)",
  "admin.key.overlap.1": "1 Stunde",
  "admin.key.overlap.24": "24 Stunden",
  "admin.key.overlap.168": "1 Woche",
  "admin.key.createNew": "Neuen Schlüssel erstellen",
  "admin.key.revoke": "Schlüssel widerrufen",
  "admin.key.revokeThis": "Diesen Schlüssel widerrufen",
  "admin.key.revokeHint":
    "Anwendungen, die ihn verwenden, verlieren sofort den Zugriff. Das lässt sich nicht rückgängig machen.",
  "admin.key.secret.title": "Kopieren Sie diesen Schlüssel jetzt",
  "admin.key.secret.line":
    "Er wird nicht noch einmal angezeigt. Bewahren Sie ihn in den Einstellungen Ihrer Anwendung oder in einem Passwortmanager auf. Reservo speichert nur einen Fingerabdruck.",
  "admin.key.secret.done": "Fertig",
  "admin.key.nameHint": "Damit Sie ihn später wiedererkennen.",
  "admin.key.scope.read": "Ressourcen, Reservierungen, Buchungen, Clients und Statistiken lesen.",
  "admin.key.scope.book": "Buchungen anlegen, bestätigen, ändern und stornieren.",
  "admin.key.scope.manage": "Ressourcen, Webhooks und Einstellungen anlegen und ändern.",
  "admin.key.networksHint":
    "Eine Angabe pro Zeile, zum Beispiel 203.0.113.7 oder 2001:db8::/32. Leer lassen, um alle zuzulassen.",
  "admin.key.edit": "Schlüssel bearbeiten",
  "admin.key.conflict": "Jemand anderes hat diesen Schlüssel nach dem Öffnen dieses Formulars gespeichert",
  "admin.key.lifetime": "Gültigkeit",
  "admin.key.lifetime.30": "30 Tage",
  "admin.key.lifetime.90": "90 Tage",
  "admin.key.lifetime.365": "1 Jahr",
  "admin.key.lifetime.0": "Unbegrenzt",
  "admin.key.create": "Schlüssel erstellen",
};
