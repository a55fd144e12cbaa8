/** The field of the form that enters the access code of a private event. */
export const ACCESS_FIELD = "accessCode";
