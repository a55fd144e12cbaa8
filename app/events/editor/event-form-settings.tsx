import { DATE_TIME_BOUNDS } from "#app/platform/instants.ts";
import { CheckField, Field, Select, TextArea } from "#app/ui/forms/field.tsx";
import { fieldsOf, type PartProps } from "./form-part.ts";

const number = { type: "number", inputMode: "numeric", min: 0 } as const;

/** How many seats there are for whom, and from when until when they can be booked. */
export function SeatFields(props: PartProps) {
  const { of } = fieldsOf(props);
  return (
    <fieldset id="seats">
      <legend className="form-part">Seats</legend>
      <Select label="What a place is called" {...of("seatNoun")}>
        <option value="seat">Seat</option>
        <option value="place">Place</option>
        <option value="ticket">Ticket</option>
        <option value="table">Table</option>
      </Select>
      <Select label="Show how many are left" {...of("numbersShown")}>
        <option value="near-end">When few are left</option>
        <option value="always">Always</option>
        <option value="never">Never</option>
      </Select>
      <LimitFields {...props} />
      <WindowFields {...props} />
      <Field
        {...number}
        label="Minutes that seats are held"
        {...of("holdMinutes")}
        hint="While somebody fills in their details, 1 to 60."
      />
      <Field {...number} label="Minutes more, once, for who asks" {...of("extendMinutes")} />
    </fieldset>
  );
}

/** How much one booking, and one person, may take. */
function LimitFields(props: PartProps) {
  const { of } = fieldsOf(props);
  return (
    <>
      <Field
        {...number}
        label="Most seats a booking"
        {...of("maxPerBooking")}
        hint="With 1, and no questions, people book on the event's page itself."
      />
      <Field
        {...number}
        label="Most seats a person"
        {...of("maxPerPerson")}
        optional
        hint="Over all bookings with the same e-mail address."
      />
    </>
  );
}

/** From when until when a date can be booked, and a booking changed. */
function WindowFields(props: PartProps) {
  const { of } = fieldsOf(props);
  return (
    <>
      <Field
        type="datetime-local"
        {...DATE_TIME_BOUNDS}
        label="Booking opens"
        {...of("opensAt")}
        optional
        hint="In the event's time zone. At once where it is empty."
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
  legend,
  name,
  unit,
  hint,
  ...props
}: PartProps & {
  legend: string;
  name: "closesBefore" | "cancelBefore";
  unit: "closesUnit" | "cancelUnit";
  hint: string;
}) {
  const { of } = fieldsOf(props);
  return (
    <fieldset className="session-fields">
      <legend>{legend}</legend>
      <Field {...number} label="How long" {...of(name)} hint={hint} />
      <Select label="Unit" {...of(unit)}>
        <option value="minutes">Minutes</option>
        <option value="hours">Hours</option>
        <option value="days">Days</option>
      </Select>
    </fieldset>
  );
}

/** What is asked of the others of a booking, and through which doors it may be made. */
export function BookingFields(props: PartProps) {
  const { of, checked } = fieldsOf(props);
  return (
    <>
      <Select label="Names of other guests" {...of("guestNames")}>
        <option value="optional">May be given</option>
        <option value="required">Must be given</option>
        <option value="none">Are not asked for</option>
      </Select>
      <Select label="Codes to be scanned at the door" {...of("codePer")}>
        <option value="booking">One a booking</option>
        <option value="guest">One a guest</option>
      </Select>
      <CheckField
        label="Programs may book without a key"
        {...checked("publicApi")}
        hint="Through the public API, within the same limits as everybody else."
      />
      <TextArea
        label="Sites that may show the booking form"
        {...of("embedSites")}
        optional
        rows={3}
        hint="One a line, such as https://example.org. Where it is empty, your organisation's sites, or any."
      />
    </>
  );
}
