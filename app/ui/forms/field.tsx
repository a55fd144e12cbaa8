import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";
import { controlProps, FieldErrors, FieldFrame, type FieldWords } from "./field-frame.tsx";

type Props<Attributes> = FieldWords & Omit<Attributes, keyof FieldWords>;

/** One line of text: label above, errors below, values kept by `defaultValue`. Required unless `optional`. */
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

/** An e-mail address, with the keyboard and the help of the device for it. */
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

/** Several lines of text. */
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

/** A choice from a list; `children` are its options. */
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

/** A box to tick, with its words beside it. Not required unless `required` is given. */
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
