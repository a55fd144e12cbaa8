import { controlProps, FieldErrors } from "../forms/field-frame.tsx";

type StepperProps = {
  label: string;
  name: string;
  id?: string;
  /** A number, or what was typed in its place. */
  defaultValue: number | string;
  min: number;
  max: number;
  errors?: string[] | null;
  /** Submits to this form when it stands outside of it. */
  form?: string;
  /** A button whose words follow the number; `{n}` stands for it. */
  cta?: { id: string; one: string; many: string };
  /** Spoken names of the two buttons. */
  fewer: string;
  more: string;
};

/**
 * A number of seats: an input that works by itself, with − and + beside it where scripts run, which read `min` and `max`.
 * It is a text input, since browsers empty a number input that was given anything else, and send digits of other scripts
 * as nothing.
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
