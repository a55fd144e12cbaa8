/** Name of the field with the idempotency key of an organiser's form. */
export const FORM_KEY = "formKey";
