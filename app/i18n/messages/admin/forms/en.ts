/** What organisers' forms show besides their fields. */
export const en = {
  "admin.form.check": "Check these details",
  "admin.form.conflict.line":
    "Nothing of yours is saved yet. The form below still has what you typed; saving it now replaces what is saved. These fields differ:",
  "admin.form.conflict.values": "{{label}}: saved {{saved}}, yours {{typed}}",
  "admin.form.conflict.value": "“{{value}}”",
  "admin.form.conflict.empty": "empty",
  "admin.form.conflict.reload": "Discard yours and open what is saved",
  "admin.form.slug.missing": "Enter a name with letters or digits.",
  "admin.form.slug.tooLong":
    "Use a shorter name. It can have 60 characters; letters of other scripts become several.",
  "admin.form.slug.taken": "This name is taken. Choose another one.",

  "admin.form.unsaved.title": "Leave without saving?",
  "admin.form.unsaved.line": "What you changed on this page isn’t saved.",
  "admin.form.unsaved.stay": "Stay",
  "admin.form.unsaved.leave": "Leave",
  "admin.form.kept.title": "Some changes weren’t saved",
  "admin.form.kept.line": "You left this page on {{date}} at {{time}} without saving.",
  "admin.form.kept.restore": "Restore them",
  "admin.form.kept.discard": "Discard them",
};
