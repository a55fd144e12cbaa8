import type { FormErrors } from "#app/platform/http/parse-form.ts";
import type { AnyRefusal } from "#app/platform/refusals.ts";

/** The fields of a sign-in: of its first step the first two, of its second step the others. */
export interface TypedSignIn {
  email: string;
  password: string;
  /** The encrypted proof of the first step; empty in the first step. */
  proof: string;
  code: string;
  recoveryCode: string;
}

type SignInFieldNames = { readonly [Field in keyof TypedSignIn]: string };

/** Field names of the sign-in page. */
export const SIGN_IN_PAGE_FIELDS: SignInFieldNames = {
  email: "email",
  password: "password",
  proof: "proof",
  code: "code",
  recoveryCode: "recoveryCode",
};

/** Field names of the form that signs in again; no other form uses them, since its fields are submitted along with these. */
export const SIGN_IN_FIELDS: SignInFieldNames = {
  email: "signInEmail",
  password: "signInPassword",
  proof: "signInProof",
  code: "signInCode",
  recoveryCode: "signInRecoveryCode",
};

/** Returns what was typed into the fields of a sign-in. */
export function typedSignIn(form: FormData, names: SignInFieldNames): TypedSignIn {
  const textOf = (field: keyof TypedSignIn, longest: number) =>
    String(form.get(names[field]) ?? "").slice(0, longest);
  return {
    email: textOf("email", 254),
    password: textOf("password", 200),
    proof: textOf("proof", 1_001),
    code: textOf("code", 254),
    recoveryCode: textOf("recoveryCode", 254),
  };
}

/** The result of one step of a sign-in. */
export type SignInCheck =
  | { ok: true; userId: string; email: string }
  | {
      ok: false;
      refusal: AnyRefusal;
      /** Messages by the names of `TypedSignIn`; those about the form as a whole under "". */
      errors: FormErrors;
      /** Set if the password was right and a code is needed, to send with the code. */
      proof?: string;
      retryAfterSeconds?: number;
    };
