import type { InputHTMLAttributes } from "react";

/** A field of a form that narrows a list down: nothing in it is required, so it does not say that it is optional. */
export function SearchField({
  label,
  name,
  ...input
}: { label: string; name: string } & InputHTMLAttributes<HTMLInputElement>) {
  const id = `search-${name}`;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input className="input" type="search" id={id} name={name} {...input} />
    </div>
  );
}
