import type { ReactNode } from "react";

interface Props {
  label: ReactNode;
  name: string;
  value: string;
  defaultChecked: boolean;
}

/** A radio button with its label next to it. Its fieldset has the name of the choice and its errors. */
export function RadioField({ label, name, value, defaultChecked }: Props) {
  const id = `${name}-${value}`;
  return (
    <label className="check" htmlFor={id}>
      <input
        type="radio"
        className="check-box"
        id={id}
        name={name}
        value={value}
        defaultChecked={defaultChecked}
      />
      <span>{label}</span>
    </label>
  );
}
