import type { ChangeEvent } from "react";
import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { DATE_TIME_BOUNDS } from "#app/platform/instants.ts";
import { MAX_CODE_CHARACTERS, newAccessCode } from "#app/platform/text/access-code.ts";
import { CheckField, Field, Select, TextArea } from "#app/ui/forms/field.tsx";
import {
  CODES_PER,
  type GUEST_NAMES,
  type NUMBERS_SHOWN,
  SEAT_NOUNS,
  TIME_UNITS,
  VISIBILITIES,
} from "#db/schema/values.ts";
import { fieldsOf, type PartProps } from "./form-part.ts";
import { ReadingField } from "./reading-field.tsx";

// In the order of the options, the most common one first.
const NUMBERS: readonly (typeof NUMBERS_SHOWN)[number][] = ["near-end", "always", "never"];
const NAMES: readonly (typeof GUEST_NAMES)[number][] = ["optional", "required", "none"];

/** Not `type="number"`, which hides and loses typed text that the browser does not accept as a number. */
const number = { inputMode: "numeric" } as const;

/** Fields for the seats, the limits and the times of booking. */
export function SeatFields(props: PartProps) {
  const { t } = useAdminWords();
  const { of } = fieldsOf(props);
  return (
    <fieldset id="seats">
      <legend className="form-part">{t("admin.eventForm.bookingRules")}</legend>
      <Select label={t("admin.eventForm.seatNoun")} {...of("seatNoun")}>
        {SEAT_NOUNS.map((each) => (
          <option key={each} value={each}>
            {t(`admin.eventForm.seatNoun.${each}`)}
          </option>
        ))}
      </Select>
      <Select label={t("admin.eventForm.numbersShown")} {...of("numbersShown")}>
        {NUMBERS.map((each) => (
          <option key={each} value={each}>
            {t(`admin.eventForm.numbersShown.${each}`)}
          </option>
        ))}
      </Select>
      <LimitFields {...props} />
      <WindowFields {...props} />
      <Field
        {...number}
        label={t("admin.eventForm.holdMinutes")}
        {...of("holdMinutes")}
        hint={t("admin.eventForm.holdMinutesHint")}
      />
      <Field {...number} label={t("admin.eventForm.extendMinutes")} {...of("extendMinutes")} />
    </fieldset>
  );
}

/** Fields for the maximum number of seats per booking and per person. */
function LimitFields(props: PartProps) {
  const { t } = useAdminWords();
  const { of } = fieldsOf(props);
  return (
    <>
      <Field
        {...number}
        label={t("admin.eventForm.perBooking")}
        {...of("maxPerBooking")}
        hint={t("admin.eventForm.perBookingHint")}
      />
      <Field
        {...number}
        label={t("admin.eventForm.perPerson")}
        {...of("maxPerPerson")}
        optional
        hint={t("admin.eventForm.perPersonHint")}
      />
    </>
  );
}

/** Fields for the period in which a date can be booked, and a booking changed. */
function WindowFields(props: PartProps) {
  const { t } = useAdminWords();
  const { of } = fieldsOf(props);
  return (
    <>
      <Field
        type="datetime-local"
        {...DATE_TIME_BOUNDS}
        label={t("admin.eventForm.opensAt")}
        {...of("opensAt")}
        optional
        hint={t("admin.eventForm.opensAtHint")}
      />
      <ReadingField time={props.draft.opensAt} {...of("opensAtReading")} />
      <Before
        {...props}
        legend={t("admin.eventForm.closesBefore")}
        name="closesBefore"
        unit="closesUnit"
        hint={t("admin.eventForm.closesBeforeHint")}
      />
      <Before
        {...props}
        legend={t("admin.eventForm.cancelBefore")}
        name="cancelBefore"
        unit="cancelUnit"
        hint={t("admin.eventForm.cancelBeforeHint")}
      />
    </>
  );
}

/** Fields for a period before the start of a date: a number and its unit. */
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
  const { t } = useAdminWords();
  const { of } = fieldsOf(props);
  return (
    <fieldset className="session-fields">
      <legend>{legend}</legend>
      <Field {...number} label={t("admin.eventForm.howLong")} {...of(name)} hint={hint} />
      <Select label={t("admin.eventForm.unit")} {...of(unit)}>
        {TIME_UNITS.map((each) => (
          <option key={each} value={each}>
            {t(`admin.eventForm.unit.${each}`)}
          </option>
        ))}
      </Select>
    </fieldset>
  );
}

/** Fills in a generated code when an event without one becomes private. Without scripts it is generated on saving. */
function suggestCode({ currentTarget }: ChangeEvent<HTMLSelectElement>): void {
  const code = currentTarget.form?.elements.namedItem("accessCode");
  if (currentTarget.value !== "private" || !(code instanceof HTMLInputElement) || code.value !== "") return;
  code.value = newAccessCode();
  code.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Fields for guests' names and tickets, for who may see the event, and for booking by the API and in frames. */
export function BookingFields(props: PartProps) {
  const { t } = useAdminWords();
  const { of, checked } = fieldsOf(props);
  return (
    <>
      <Select label={t("admin.eventForm.guestNames")} {...of("guestNames")}>
        {NAMES.map((each) => (
          <option key={each} value={each}>
            {t(`admin.eventForm.guestNames.${each}`)}
          </option>
        ))}
      </Select>
      <Select label={t("admin.eventForm.codePer")} {...of("codePer")}>
        {CODES_PER.map((each) => (
          <option key={each} value={each}>
            {t(`admin.eventForm.codePer.${each}`)}
          </option>
        ))}
      </Select>
      <Select
        label={t("admin.eventForm.visibility")}
        {...of("visibility")}
        hint={t("admin.eventForm.visibilityHint")}
        onChange={suggestCode}
      >
        {VISIBILITIES.map((each) => (
          <option key={each} value={each}>
            {t(`admin.eventForm.visibility.${each}`)}
          </option>
        ))}
      </Select>
      <div className="of-private">
        <Field
          label={t("admin.eventForm.accessCode")}
          {...of("accessCode")}
          maxLength={MAX_CODE_CHARACTERS}
          autoComplete="off"
          hint={t("admin.eventForm.accessCodeHint")}
        />
      </div>
      <CheckField
        label={t("admin.eventForm.publicApi")}
        {...checked("publicApi")}
        hint={t("admin.eventForm.publicApiHint")}
      />
      <CheckField
        label={t("admin.eventForm.manyFromOneNetwork")}
        {...checked("manyFromOneNetwork")}
        hint={t("admin.eventForm.manyFromOneNetworkHint")}
      />
      <TextArea
        label={t("admin.eventForm.embedSites")}
        {...of("embedSites")}
        optional
        rows={3}
        hint={t("admin.eventForm.embedSitesHint")}
      />
    </>
  );
}
