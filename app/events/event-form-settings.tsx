import { CheckField, Field, Select, TextArea } from "#app/ui/field.tsx";
import type { PartProps } from "./event-form-page.tsx";

const number = { type: "number", inputMode: "numeric", min: 0 } as const;

/** How many seats there are for whom, and from when until when they can be booked. */
export function SeatFields(props: PartProps) {
  const { draft, errors } = props;
  return (
    <fieldset id="seats">
      <legend className="form-part">Seats</legend>
      <Select
        label="What a place is called"
        name="seatNoun"
        defaultValue={draft.seatNoun}
        errors={errors.seatNoun}
      >
        <option value="seat">Seat</option>
        <option value="place">Place</option>
        <option value="ticket">Ticket</option>
        <option value="table">Table</option>
      </Select>
      <Select
        label="Show how many are left"
        name="numbersShown"
        defaultValue={draft.numbersShown}
        errors={errors.numbersShown}
      >
        <option value="near-end">When few are left</option>
        <option value="always">Always</option>
        <option value="never">Never</option>
      </Select>
      <LimitFields {...props} />
      <WindowFields {...props} />
      <Field
        {...number}
        label="Minutes that seats are held"
        name="holdMinutes"
        hint="While somebody fills in their details, 1 to 60."
        defaultValue={draft.holdMinutes}
        errors={errors.holdMinutes}
      />
      <Field
        {...number}
        label="Minutes more, once, for who asks"
        name="extendMinutes"
        defaultValue={draft.extendMinutes}
        errors={errors.extendMinutes}
      />
    </fieldset>
  );
}

/** How much one booking, and one person, may take. */
function LimitFields({ draft, errors }: PartProps) {
  return (
    <>
      <Field
        {...number}
        label="Most seats a booking"
        name="maxPerBooking"
        hint="With 1, and no questions, people book on the event's page itself."
        defaultValue={draft.maxPerBooking}
        errors={errors.maxPerBooking}
      />
      <Field
        {...number}
        label="Most seats a person"
        name="maxPerPerson"
        optional
        hint="Over all bookings with the same e-mail address."
        defaultValue={draft.maxPerPerson}
        errors={errors.maxPerPerson}
      />
    </>
  );
}

/** From when until when a date can be booked, and a booking changed. */
function WindowFields(props: PartProps) {
  const { draft, errors } = props;
  return (
    <>
      <Field
        type="datetime-local"
        label="Booking opens"
        name="opensAt"
        optional
        hint="In the event's time zone. At once where it is empty."
        defaultValue={draft.opensAt}
        errors={errors.opensAt}
      />
      <Before
        {...props}
        legend="Booking ends before a date starts"
        name="closesBefore"
        unit="closesUnit"
        hint="0 means when it starts."
      />
      <Before
        {...props}
        legend="Attendees can cancel and change until, before a date starts"
        name="cancelBefore"
        unit="cancelUnit"
        hint="0 means until it starts."
      />
    </>
  );
}

/** A number and its unit. */
function Before({
  draft,
  errors,
  legend,
  name,
  unit,
  hint,
}: PartProps & {
  legend: string;
  name: "closesBefore" | "cancelBefore";
  unit: "closesUnit" | "cancelUnit";
  hint: string;
}) {
  return (
    <fieldset className="session-fields">
      <legend>{legend}</legend>
      <Field
        {...number}
        label="How long"
        name={name}
        hint={hint}
        defaultValue={draft[name]}
        errors={errors[name]}
      />
      <Select label="Unit" name={unit} defaultValue={draft[unit]} errors={errors[unit]}>
        <option value="minutes">Minutes</option>
        <option value="hours">Hours</option>
        <option value="days">Days</option>
      </Select>
    </fieldset>
  );
}

/** What is asked of the others of a booking, and through which doors it may be made. */
export function BookingFields({ draft, errors }: PartProps) {
  return (
    <>
      <Select
        label="Names of other guests"
        name="guestNames"
        defaultValue={draft.guestNames}
        errors={errors.guestNames}
      >
        <option value="optional">May be given</option>
        <option value="required">Must be given</option>
        <option value="none">Are not asked for</option>
      </Select>
      <Select
        label="Codes to be scanned at the door"
        name="codePer"
        defaultValue={draft.codePer}
        errors={errors.codePer}
      >
        <option value="booking">One a booking</option>
        <option value="guest">One a guest</option>
      </Select>
      <CheckField
        label="Programs may book without a key"
        name="publicApi"
        hint="Through the public API, within the same limits as everybody else."
        defaultChecked={draft.publicApi}
        errors={errors.publicApi}
      />
      <TextArea
        label="Sites that may show the booking form"
        name="embedSites"
        optional
        rows={3}
        hint="One a line, such as https://example.org. Where it is empty, your organisation's sites, or any."
        defaultValue={draft.embedSites}
        errors={errors.embedSites}
      />
    </>
  );
}
