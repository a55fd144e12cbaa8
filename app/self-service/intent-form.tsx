import type { ReactNode } from "react";
import * as paths from "#app/platform/http/paths.ts";
import type { ManageIntent, ManageProps } from "./manage-props.ts";

/** A form of the booking's page that posts an intent. */
export function IntentForm({
  booking,
  token,
  intent,
  className,
  children,
}: Pick<ManageProps, "booking" | "token"> & {
  intent: ManageIntent;
  className?: string;
  children: ReactNode;
}) {
  return (
    <form-guard>
      <form
        method="post"
        action={paths.managePage(booking.reference, token)}
        className={className}
        noValidate
      >
        <input type="hidden" name="intent" value={intent} />
        {children}
      </form>
    </form-guard>
  );
}
