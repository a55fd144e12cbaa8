export const en = {
  "admin.language.title": "Your language",
  "admin.language.line":
    "For you alone, in every organisation you belong to. Attendees see each page in their own language.",
  "admin.language.label": "Language",
  "admin.language.hint": "Dates, times and numbers follow it too.",
  "admin.language.ofBrowser": "Language of the browser",
  "admin.language.saved": "Language saved",
  "admin.language.leave": "Leave the organisation",
};
