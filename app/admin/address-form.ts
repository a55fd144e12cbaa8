import type { AdminTranslate } from "#app/i18n/admin-translate.ts";

const PROBLEMS = { ADDRESS_MISSING: "missing", ADDRESS_TOO_LONG: "tooLong", ADDRESS_TAKEN: "taken" } as const;

/** Returns the public name as it was typed. */
export const typedSlug = (form: FormData) => String(form.get("slug") ?? "").slice(0, 300);

/** Returns the message at the field for a name that was refused. */
export const slugErrors = (t: AdminTranslate, refusal: keyof typeof PROBLEMS) => ({
  slug: [t(`admin.form.slug.${PROBLEMS[refusal]}`)],
});
