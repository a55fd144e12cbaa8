/** Name of the form field for the access code of a private event. */
export const ACCESS_FIELD = "accessCode";
