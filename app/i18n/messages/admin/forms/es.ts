import type { en } from "./en.ts";

export const es: Record<keyof typeof en, string> = {
  "admin.form.check": "Revise estos datos",
  "admin.form.conflict.line":
    "Sus cambios aún no están guardados. Siguen en el formulario de abajo; si lo guarda, sustituirán la versión guardada. Estos campos difieren:",
  "admin.form.conflict.values": "{{label}}: guardado {{saved}}, suyo {{typed}}",
  "admin.form.conflict.value": "«{{value}}»",
  "admin.form.conflict.empty": "vacío",
  "admin.form.conflict.reload": "Descartar sus cambios y volver a cargar",
  "admin.form.slug.missing": "Escriba un nombre con letras o cifras.",
  "admin.form.slug.tooLong":
    "Elija un nombre más corto: hasta 60 caracteres. Las letras de otras escrituras cuentan como varias.",
  "admin.form.slug.taken": "Este nombre ya está en uso. Elija otro.",

  "admin.form.unsaved.title": "¿Salir sin guardar?",
  "admin.form.unsaved.line": "Los cambios de esta página no están guardados.",
  "admin.form.unsaved.stay": "Quedarse",
  "admin.form.unsaved.leave": "Salir",
  "admin.form.kept.title": "Algunos cambios no se guardaron",
  "admin.form.kept.line": "Salió de esta página el {{date}} a las {{time}} sin guardar.",
  "admin.form.kept.restore": "Restaurar",
  "admin.form.kept.discard": "Descartar",
};
