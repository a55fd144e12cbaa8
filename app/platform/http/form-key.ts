/** The field with the key under which a form of an organiser's page is carried out once. */
export const FORM_KEY = "formKey";
