import { useAdminWords } from "#app/i18n/admin-words.tsx";
import { writtenNumber } from "#app/platform/text/number.ts";
import { SeatBar } from "../seats/seat-bar.tsx";
import type { SeatCount } from "../seats/seat-marks.ts";

/** A small bar for lists, with the numbers as text. Held seats are hatched, and announced to screen readers. */
export function CapacityBar(count: SeatCount) {
  const { t, locale } = useAdminWords();
  const { held } = count;
  return (
    <span className="capacity">
      <SeatBar {...count} />
      <span className="capacity-text">
        {`${writtenNumber(count.booked, locale)} / ${writtenNumber(count.capacity, locale)}`}
        <span className="sr-only">
          {" "}
          {held > 0
            ? t("admin.shell.capacity.bookedAndHeld", { count: held })
            : t("admin.shell.capacity.booked")}
        </span>
      </span>
    </span>
  );
}
