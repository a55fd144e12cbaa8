import type { FormErrors } from "#app/platform/http/parse-form.ts";
import type { Locale } from "#app/platform/locales.ts";

/** Names of fields for passwords in admin forms. They are not rendered back: the form asks for them again. */
export const PASSWORD_FIELDS: readonly string[] = ["currentPassword", "password"];

/** The body of the 401 response to a form from a browser that is not signed in. */
export interface SignedOut {
  problem: "signedOut";
  /** The path that the form was sent to, with its query. */
  action: string;
  /** The fields of the form, in its order; a name may occur several times. */
  kept: [name: string, value: string][];
  email?: string;
  /** Set for the second step of the sign-in. */
  proof?: string;
  /** The typed code. */
  code?: string;
  recoveryCode?: string;
  /** The language of the page that signs in. */
  locale: Locale;
  errors?: FormErrors;
}

/** Returns an error boundary's data if it is a form submitted while signed out. */
export function signedOutOf(error: unknown): SignedOut | undefined {
  const given = (error as { data?: Partial<SignedOut> } | null)?.data;
  return given?.problem === "signedOut" ? (given as SignedOut) : undefined;
}
