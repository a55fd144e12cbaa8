/** What organisers' forms show besides their fields. */
export const en = {
  "admin.form.check": "Check these details",
  "admin.form.conflict.line":
    "Your changes aren’t saved yet. They are still in the form below; saving now overwrites the saved version. These fields differ:",
  "admin.form.conflict.values": "{{label}}: saved {{saved}}, yours {{typed}}",
  "admin.form.conflict.value": "“{{value}}”",
  "admin.form.conflict.empty": "empty",
  "admin.form.conflict.reload": "Discard your changes and reload",
  "admin.form.slug.missing": "Enter a name with letters or digits.",
  "admin.form.slug.tooLong":
    "Use a shorter name: up to 60 characters. Letters of other scripts count as several.",
  "admin.form.slug.taken": "This name is taken. Choose another one.",

  "admin.form.unsaved.title": "Leave without saving?",
  "admin.form.unsaved.line": "Your changes on this page aren’t saved.",
  "admin.form.unsaved.stay": "Stay",
  "admin.form.unsaved.leave": "Leave",
  "admin.form.kept.title": "Some changes weren’t saved",
  "admin.form.kept.line": "You left this page on {{date}} at {{time}} without saving.",
  "admin.form.kept.restore": "Restore",
  "admin.form.kept.discard": "Discard",
};
