import { useFocusOn } from "#app/ui/admin/focus-on.ts";
import { Button } from "#app/ui/button.tsx";
import { CheckField } from "#app/ui/forms/field.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** Says, before it is saved, that people are booked for what is moved, and lets the organiser choose whether they are told. */
export function MoveNotice({ concerned }: { concerned: number }) {
  const bookings = concerned === 1 ? "1 booking is" : `${concerned} bookings are`;
  const element = useFocusOn(concerned);
  return (
    <div ref={element} tabIndex={-1} role="alert">
      <Notice tone="warn" title={`${bookings} for what you move`}>
        <p>Nothing is saved yet. Bookings stay as they are, for the new time and place.</p>
        <input type="hidden" name="asked" value="1" />
        <CheckField
          label="Tell everybody who is booked"
          name="tell"
          hint="By a mail with what was and what is now, and a new entry for their calendars."
          defaultChecked
        />
        <Button name="intent" value="save">
          Save the move
        </Button>
      </Notice>
    </div>
  );
}
