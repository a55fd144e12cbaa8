import { Form } from "@remix-run/react";
import { useState } from "react";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ErrorSummary } from "#app/ui/forms/error-summary.tsx";
import { TextArea } from "#app/ui/forms/field.tsx";
import { MailPreview } from "#app/ui/mail-preview.tsx";
import { Notice } from "#app/ui/notice.tsx";

const peopleOf = (booked: number) => (booked === 1 ? "1 booking" : `${booked} bookings`);

/** Asks once more before an event is cancelled, and for what its people are told. */
export function CancelEventForm({
  booked,
  reason,
  errors,
  mailOf,
  back,
}: {
  /** How many bookings end with it. */
  booked: number;
  reason: string;
  errors: Record<string, string[]> | undefined;
  /** What one of the guests would be told for that reason; undefined where nobody would. */
  mailOf(reason: string): Parameters<typeof MailPreview>[0]["mail"] | undefined;
  back: string;
}) {
  const [typed, setTyped] = useState(reason);
  const mail = mailOf(typed.trim() || "…");
  return (
    <Form method="post" className="form" noValidate>
      <ErrorSummary title="Check this" errors={errors} />
      <Notice tone="warn" title="This cannot be undone">
        <p>
          {booked === 0
            ? "Nobody is booked. Booking ends at once, and the page says that it is cancelled."
            : `${peopleOf(booked)} will be cancelled, and everybody gets a mail. Booking ends at once.`}
        </p>
      </Notice>
      <TextArea
        label="Reason"
        name="reason"
        hint="It stands on the event's page and in the mails."
        defaultValue={reason}
        errors={errors?.reason}
        maxLength={500}
        onChange={(event) => setTyped(event.target.value)}
      />
      {mail ? <MailPreview title="What the mail says" mail={mail} /> : null}
      <div className="button-row">
        <Button kind="danger">Cancel event</Button>
        <ButtonLink kind="quiet" href={back}>
          Keep it
        </ButtonLink>
      </div>
    </Form>
  );
}

/** Asks once more before an event is removed. */
export function RemoveEventForm({ booked, back }: { booked: number; back: string }) {
  if (booked > 0) {
    return (
      <>
        <Notice tone="warn" title={`${peopleOf(booked)} of dates to come would be lost`}>
          <p>Cancel the event first, so that everybody is told.</p>
        </Notice>
        <p className="button-row">
          <ButtonLink kind="quiet" href={back}>
            Back to the event
          </ButtonLink>
        </p>
      </>
    );
  }
  return (
    <Form method="post" className="form">
      <Notice tone="warn" title="This cannot be undone">
        <p>
          The event leaves all lists, and its address says that it was removed. Its past bookings are kept.
        </p>
      </Notice>
      <div className="button-row">
        <Button kind="danger">Remove event</Button>
        <ButtonLink kind="quiet" href={back}>
          Keep it
        </ButtonLink>
      </div>
    </Form>
  );
}
