export const en = {
  "admin.settings.title": "Settings",
  "admin.settings.line": "These apply to all your events.",
  "admin.settings.saved": "Settings saved",
  "admin.settings.conflict": "Someone else saved these settings after you opened this form",
  "admin.settings.auditLog": "Audit log",
  "admin.settings.name": "Name",
  "admin.settings.contactEmail": "Contact email",
  "admin.settings.contactEmailHint":
    "Used for replies, and shown on event pages without a contact of their own.",
  "admin.settings.timeZone": "Time zone",
  "admin.settings.timeZoneHint": "For new events. Existing events keep theirs.",
  "admin.settings.country": "Country",
  "admin.settings.countryHint": "Used for phone numbers without a country code.",
  "admin.settings.currency": "Currency",
  "admin.settings.none": "Not set",
  "admin.settings.privacyUrl": "Link to your privacy notice",
  "admin.settings.imprintUrl": "Link to your imprint or legal notice",
  "admin.settings.linkHint": "Shown in the footer of your public pages.",
  "admin.settings.twoFactor": "Require two-factor authentication",
  "admin.settings.twoFactorHint":
    "Members without it must turn it on before they can continue. API keys aren’t affected.",
  "admin.settings.twoFactorOwn": "Your two-factor authentication",
};
