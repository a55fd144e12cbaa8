import { controlProps, FieldErrors } from "../forms/field-frame.tsx";

type StepperProps = {
  label: string;
  name: string;
  id?: string;
  /** A number, or the invalid text typed instead. */
  defaultValue: number | string;
  min: number;
  max: number;
  errors?: string[] | null;
  /** Id of its form, if it is outside of that form. */
  form?: string;
  /** A button whose label contains the number, in place of `{n}`. */
  cta?: { id: string; one: string; many: string };
  /** Accessible names of the two buttons. */
  fewer: string;
  more: string;
};

/**
 * A field for a number of seats, which works without scripts. Scripts add − and + buttons, which respect `min` and `max`.
 * It is a text input, since browsers submit a number input with any other text, or with non-Latin digits, as empty.
 */
export function Stepper({
  label,
  name,
  id = name,
  defaultValue,
  min,
  max,
  errors,
  form,
  cta,
  fewer,
  more,
}: StepperProps) {
  return (
    <seat-stepper
      class="stepper"
      data-cta={cta ? `#${cta.id}` : undefined}
      data-one={cta?.one}
      data-many={cta?.many}
      data-fewer={fewer}
      data-more={more}
    >
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <span className="stepper-box">
        <input
          className="stepper-input"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          defaultValue={defaultValue}
          min={min}
          max={max}
          form={form}
          {...controlProps({ label, name, id, errors })}
        />
      </span>
      <FieldErrors id={id} errors={errors} />
    </seat-stepper>
  );
}
