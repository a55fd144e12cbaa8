import type { ReactNode } from "react";
import { SeatGrid } from "./seat-grid.tsx";

/** A list with nothing in it: a ticket that is not printed yet, one line, one way on. */
export function EmptyTicket({
  title,
  line,
  action,
}: {
  title: string;
  line?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty-ticket">
      <div className="empty-main">
        <p className="empty-title">{title}</p>
        {line ? <p className="empty-line">{line}</p> : null}
        {action ? <div className="empty-action">{action}</div> : null}
      </div>
      <div className="empty-stub">
        <SeatGrid capacity={20} booked={0} held={0} />
      </div>
    </div>
  );
}
