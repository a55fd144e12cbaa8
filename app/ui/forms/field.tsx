import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";
import { controlProps, FieldErrors, FieldFrame, type FieldWords } from "./field-frame.tsx";

type Props<Attributes> = FieldWords & Omit<Attributes, keyof FieldWords>;

/** A single-line text field with label, hint and errors. Required unless `optional`. */
export function Field({
  label,
  name,
  id,
  errors,
  hint,
  optional,
  ...input
}: Props<InputHTMLAttributes<HTMLInputElement>>) {
  const words = { label, name, id, errors, hint, optional };
  return (
    <FieldFrame words={words}>
      <input
        className="input"
        type="text"
        dir={input.type ? undefined : "auto"}
        {...controlProps(words)}
        {...input}
      />
    </FieldFrame>
  );
}

/** A field for an email address, with the matching keyboard and autofill. */
export function EmailField(props: Props<InputHTMLAttributes<HTMLInputElement>>) {
  return (
    <Field
      type="email"
      inputMode="email"
      autoComplete="email"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={254}
      {...props}
    />
  );
}

/** A multi-line text field. */
export function TextArea({
  label,
  name,
  id,
  errors,
  hint,
  optional,
  ...area
}: Props<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  const words = { label, name, id, errors, hint, optional };
  return (
    <FieldFrame words={words}>
      <textarea className="input" dir="auto" rows={4} {...controlProps(words)} {...area} />
    </FieldFrame>
  );
}

/** A select field; `children` are its options. */
export function Select({
  label,
  name,
  id,
  errors,
  hint,
  optional,
  children,
  ...select
}: Props<SelectHTMLAttributes<HTMLSelectElement>>) {
  const words = { label, name, id, errors, hint, optional };
  return (
    <FieldFrame words={words}>
      <select className="input" {...controlProps(words)} {...select}>
        {children}
      </select>
    </FieldFrame>
  );
}

type CheckFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "type"> & {
  label: ReactNode;
  name: string;
  errors?: string[] | null;
  hint?: ReactNode;
};

/** A checkbox with its label next to it. Not required unless `required` is given. */
export function CheckField({ label, name, id = name, errors, hint, ...input }: CheckFieldProps) {
  const { required: _, ...control } = controlProps({ label, name, id, errors, hint });
  return (
    <div className="field">
      <label className="check" htmlFor={id}>
        <input type="checkbox" className="check-box" {...control} {...input} />
        <span>{label}</span>
      </label>
      {hint ? (
        <p className="field-hint check-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      <FieldErrors id={id} errors={errors} />
    </div>
  );
}
