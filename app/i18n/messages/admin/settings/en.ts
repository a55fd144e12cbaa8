export const en = {
  "admin.settings.title": "Settings",
  "admin.settings.line": "These apply to all events of your organisation.",
  "admin.settings.saved": "Settings saved",
  "admin.settings.conflict":
    "These settings have been changed in the meantime. Copy what you need, reload the page, and make your changes again.",
  "admin.settings.name": "Name",
  "admin.settings.contactEmail": "Contact email",
  "admin.settings.contactEmailHint":
    "Shown on event pages that name no contact of their own, and used for replies.",
  "admin.settings.timeZone": "Time zone",
  "admin.settings.timeZoneHint": "For new events. Existing events keep theirs.",
  "admin.settings.country": "Country",
  "admin.settings.countryHint": "Phone numbers without a country code are read as numbers of this country.",
  "admin.settings.currency": "Currency",
  "admin.settings.none": "Not set",
  "admin.settings.privacyUrl": "Link to your privacy notice",
  "admin.settings.imprintUrl": "Link to your imprint or legal notice",
  "admin.settings.linkHint": "Shown in the footer of your public pages.",
};
