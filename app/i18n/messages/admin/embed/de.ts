import type { en } from "./en.ts";

export const de: Record<keyof typeof en, string> = {
  "admin.embed.title": "Einbetten",
  "admin.embed.titleOf": "{{title}} einbetten",
  "admin.embed.line": "Betten Sie das Buchungsformular für {{title}} in Ihre Website ein.",
  "admin.embed.notPublished": "Die Veranstaltung ist nicht veröffentlicht",
  "admin.embed.notPublishedLine": "Über das Formular kann erst nach der Veröffentlichung gebucht werden.",
  "admin.embed.delete": "Löschen",
  "admin.embed.viewOnly": "Sie können das ansehen. Ändern können es nur Redakteure.",
  "admin.embed.saved": "Gespeicherte Einbettungen",
  "admin.embed.new": "Neue Einbettung",
  "admin.embed.firstName": "Meine Website",
  "admin.embed.nextName": "Website {{number, number}}",
  "admin.embed.defaultLabel": "Buchen",

  "admin.embed.seenOn": "Gesehen auf",
  "admin.embed.notSeen":
    "Bisher hat keine Website dieses Formular gezeigt. Sobald Sie eine Seite mit dem Code öffnen, erscheint ihre Website hier.",
  "admin.embed.installs": "Websites mit diesem Formular",
  "admin.embed.site": "Website",
  "admin.embed.lastSeen": "Zuletzt gesehen",
  "admin.embed.bookings": "Buchungen",

  "admin.embed.conflict":
    "Jemand anderes hat diese Einbettung gespeichert, nachdem Sie dieses Formular geöffnet haben",
  "admin.embed.name": "Name",
  "admin.embed.nameHint": "Damit Sie Ihre Websites auseinanderhalten.",
  "admin.embed.mode": "Anzeige",
  "admin.embed.mode.inline": "In der Seite",
  "admin.embed.mode.popup": "Pop-up über einen Link",
  "admin.embed.mode.float": "Schwebende Schaltfläche",
  "admin.embed.mode.plain": "Einfacher iframe, ohne Skript",
  "admin.embed.label": "Text der Schaltfläche",
  "admin.embed.position": "Position",
  "admin.embed.position.bottom-end": "Unten rechts",
  "admin.embed.position.bottom-start": "Unten links",
  "admin.embed.seats": "Vorausgewählte Plätze",
  "admin.embed.success": "Weiterleitung nach der Buchung",
  "admin.embed.successHint":
    "Eine Seite derselben Website, zum Beispiel https://example.org/danke. Leer lassen, um die Bestätigung im Formular zu zeigen.",
  "admin.embed.sites": "Erlaubte Websites",
  "admin.embed.sitesHint":
    "Eine pro Zeile, zum Beispiel https://example.org oder https://*.example.org. Gilt für alle Einbettungen dieser Veranstaltung. Leer lassen, um jede https-Website zu erlauben.",
  "admin.embed.sitesHintOfOrganisation":
    "Eine pro Zeile, zum Beispiel https://example.org oder https://*.example.org. Gilt für alle Einbettungen dieser Veranstaltung. Leer lassen, um die Websites Ihrer Organisation zu verwenden: {{sites}}.",
  "admin.embed.hide": "Ausblenden",
  "admin.embed.hide.title": "Titel",
  "admin.embed.hide.description": "Beschreibung",
  "admin.embed.hide.image": "Bild der Plätze",
  "admin.embed.theme": "Farbschema",
  "admin.embed.theme.auto": "Wie die Seite",
  "admin.embed.theme.light": "Hell",
  "admin.embed.theme.dark": "Dunkel",
  "admin.embed.colour": "Farbe",
  "admin.embed.colourOfEvent": "Farbe der Veranstaltung",
  "admin.embed.font": "Schrift",
  "admin.embed.font.brand": "Reservo-Schrift",
  "admin.embed.font.system": "Systemschrift",
  "admin.embed.language": "Sprache",
  "admin.embed.languageOfVisitor": "Sprache des Besuchers",
  "admin.embed.siteNotAllowed": "Diese Website ist nicht erlaubt",
  "admin.embed.siteNotAllowedLine":
    "{{site}} steht nicht bei den erlaubten Websites. Das Formular würde dort nicht geladen.",

  "admin.embed.code": "Code",
  "admin.embed.code.html": "HTML",
  "admin.embed.code.react": "React",
  "admin.embed.code.wordpress": "WordPress",
  "admin.embed.code.plain": "Einfacher iframe",
  "admin.embed.codeHint.html":
    "Fügen Sie ihn dort ein, wo das Formular erscheinen soll. Der Link funktioniert auch, wenn das Skript nicht geladen wird.",
  "admin.embed.codeHint.react":
    "Eine Komponente, die Ihnen gehört: kein Paket, das Sie aktuell halten müssen.",
  "admin.embed.codeHint.wordpress":
    "Fügen Sie einen Block „Individuelles HTML“ hinzu und setzen Sie den Code ein.",
  "admin.embed.codeHint.plain":
    "Für Seiten, auf denen keine Skripte laufen. Stellen Sie die Höhe ein, die Ihr Formular braucht.",
  "admin.embed.saveFirst":
    "Nach dem Speichern wird der Code kürzer, und Sie können das Aussehen später ändern, ohne Ihre Website zu bearbeiten.",
  "admin.embed.pinned": "Skriptversion festlegen (SRI)",
  "admin.embed.pinnedHint":
    "Für Websites mit strengen Vorgaben. Festgelegte Versionen erhalten keine Korrekturen.",
  "admin.embed.strict": "Die Website verwendet eine strenge Content-Security-Policy",
  "admin.embed.policyHint": "Ergänzen Sie die Content-Security-Policy der Website um diese Zeilen:",
  "admin.embed.styleHint":
    "Eine solche Policy blockiert style-Attribute. Reservieren Sie den Platz für das Formular stattdessen im Stylesheet der Website:",
  "admin.embed.snippet.code": "Code zum Einfügen",
  "admin.embed.snippet.policy": "Zeilen der Policy",
  "admin.embed.snippet.style": "Zeilen des Stylesheets",
  "admin.embed.copySnippet.code": "Code kopieren",
  "admin.embed.copySnippet.policy": "Policy kopieren",
  "admin.embed.copySnippet.style": "Stile kopieren",

  "admin.embed.preview": "Vorschau",
  "admin.embed.noPreview": "Keine Vorschau verfügbar",
  "admin.embed.noPreviewLine":
    "Setzen Sie PREVIEW_ORIGIN, um das Formular auf einer Beispiel-Website zu sehen. Der Code funktioniert auch ohne.",
  "admin.embed.device.phone": "Smartphone",
  "admin.embed.device.tablet": "Tablet",
  "admin.embed.device.desktop": "Computer",
  "admin.embed.darkSite": "Dunkle Website",
  "admin.embed.testBooking": "Testbuchung",
  "admin.embed.previewReal":
    "Buchungen hier sind echt. Die Seite um das Formular gehört zu einer Beispiel-Website: {{origin}}",
  "admin.embed.previewTest":
    "Testmodus: Nichts wird gespeichert. Die Seite um das Formular gehört zu einer Beispiel-Website: {{origin}}",
  "admin.embed.previewFrame": "Vorschau des Formulars auf einer Beispiel-Website",
  "admin.embed.log": "Ereignisprotokoll",
  "admin.embed.logEmpty": "Hier erscheinen Nachrichten des Formulars.",
  "admin.embed.clearLog": "Leeren",
};
