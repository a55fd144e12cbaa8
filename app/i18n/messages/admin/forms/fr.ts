import type { en } from "./en.ts";

export const fr: Record<keyof typeof en, string> = {
  "admin.form.check": "Vérifiez ces informations",
  "admin.form.conflict.line":
    "Vos modifications ne sont pas encore enregistrées. Elles restent dans le formulaire ci-dessous ; si vous l’enregistrez, elles remplaceront la version enregistrée. Ces champs diffèrent :",
  "admin.form.conflict.values": "{{label}} : version enregistrée {{saved}}, la vôtre {{typed}}",
  "admin.form.conflict.value": "« {{value}} »",
  "admin.form.conflict.empty": "vide",
  "admin.form.conflict.reload": "Abandonner vos modifications et recharger",
  "admin.form.slug.missing": "Saisissez un nom contenant des lettres ou des chiffres.",
  "admin.form.slug.tooLong":
    "Choisissez un nom plus court : 60 caractères au plus. Les lettres d’autres écritures comptent pour plusieurs.",
  "admin.form.slug.taken": "Ce nom est déjà pris. Choisissez-en un autre.",

  "admin.form.unsaved.title": "Quitter sans enregistrer ?",
  "admin.form.unsaved.line": "Vos modifications sur cette page ne sont pas enregistrées.",
  "admin.form.unsaved.stay": "Rester",
  "admin.form.unsaved.leave": "Quitter",
  "admin.form.kept.title": "Certaines modifications n’ont pas été enregistrées",
  "admin.form.kept.line": "Vous avez quitté cette page le {{date}} à {{time}} sans enregistrer.",
  "admin.form.kept.restore": "Restaurer",
  "admin.form.kept.discard": "Abandonner",
};
