import { createContext, type ReactNode, useContext } from "react";

/** The marker of optional fields. Layouts provide it in the language of their pages. */
export const OptionalWordContext = createContext("(optional)");

export type FieldWords = {
  label: ReactNode;
  name: string;
  /** The control's id, by default its name. Error summaries link to it. */
  id?: string;
  errors?: string[] | null;
  hint?: ReactNode;
  /** Marks the label "(optional)". Unmarked fields are required. */
  optional?: boolean;
};

/** Returns the attributes that connect a control with its hint and its errors. */
export function controlProps({ name, id = name, errors, hint, optional }: FieldWords) {
  const wrong = hasErrors(errors);
  const described = [hint ? `${id}-hint` : "", wrong ? `${id}-error` : ""].filter(Boolean).join(" ");
  return {
    id,
    name,
    required: optional ? undefined : true,
    "aria-describedby": described || undefined,
    "aria-invalid": wrong ? (true as const) : undefined,
  };
}

/**
 * Returns the attributes of a fieldset of radio buttons. The role `radiogroup` supports `aria-required` and `aria-invalid`,
 * which the default role `group` does not.
 */
export function radioGroupProps({ id, errors, hint, optional }: Omit<FieldWords, "label" | "name">) {
  const { "aria-invalid": invalid, "aria-describedby": described } = controlProps({
    label: null,
    name: "",
    id,
    errors,
    hint,
  });
  return {
    role: "radiogroup" as const,
    "aria-required": optional !== true,
    "aria-invalid": invalid,
    "aria-describedby": described,
  };
}

/** The label and hint above a control, where a phone's keyboard does not cover them, and its errors below it. */
export function FieldFrame({ words, children }: { words: FieldWords; children: ReactNode }) {
  const { label, name, id = name, hint, errors, optional } = words;
  const optionalWord = useContext(OptionalWordContext);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        {optional ? <span className="field-optional">{` ${optionalWord}`}</span> : null}
      </label>
      {hint ? (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {children}
      <FieldErrors id={id} errors={errors} />
    </div>
  );
}

/** The error messages of one control. */
export function FieldErrors({ id, errors }: { id: string; errors?: string[] | null }) {
  if (!hasErrors(errors)) return null;
  return (
    <div className="field-error" id={`${id}-error`}>
      {errors.map((message) => (
        <p key={message}>{message}</p>
      ))}
    </div>
  );
}

function hasErrors(errors: string[] | null | undefined): errors is string[] {
  return Boolean(errors && errors.length > 0);
}
