import type { InputHTMLAttributes } from "react";

/** A field of a filter form. All fields there are optional, so it is not marked as optional. */
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
